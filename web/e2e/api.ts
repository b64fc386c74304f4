import { randomUUID } from "node:crypto";

export const demoPassword = "password123";

/** The password of new accounts. The API refuses a common one, such as demoPassword. */
export const newPassword = "correct horse battery";

interface Post {
  id: number;
  version: number;
}

/** Calls the API directly, not through the page, as another device would. */
export async function call<T>(method: string, path: string, token?: string, body?: object): Promise<T> {
  const response = await fetch(`${process.env.API_URL}/v1${path}`, {
    method,
    headers: {
      ...(body && { "Content-Type": "application/json" }),
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  if (response.status !== 200 && response.status !== 201) return undefined as T;
  return (await response.json()).data;
}

export function tokenOf(email: string, password = demoPassword): Promise<string> {
  return call("POST", "/authentication/token", undefined, { email, password });
}

export function createPost(
  token: string,
  post: { title: string; content: string; tags?: string[] },
): Promise<Post> {
  return call("POST", "/posts", token, post);
}

/** Creates a new user with a confirmed address and no other data. */
export async function newPerson() {
  const username = freshUsername();
  const person = { username, email: `${username}@example.com`, password: newPassword };
  await call("POST", "/authentication/user", undefined, person);
  await call("PUT", `/users/activate/${(await confirmPath(person.email)).split("/").pop()}`);
  const token = await tokenOf(person.email, person.password);
  const { id } = await call<{ id: number }>("GET", "/users/me", token);
  return { ...person, id, token };
}

export function freshUsername(): string {
  return `e2e_${randomUUID().replaceAll("-", "").slice(0, 12)}`;
}

/** Waits for the newest activation mail to the address and returns its link's path. */
export function confirmPath(email: string): Promise<string> {
  return mailedPath(email, /\/confirm\/[\w-]+/);
}

/** Waits for a mail to the address with a link like this, and returns the newest link's path. */
export async function mailedPath(email: string, link: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const mails: { to: string; text: string }[] = await (
      await fetch(`${process.env.INBOX_URL}/api/messages`)
    ).json();
    const [path] = mails.flatMap(({ to, text }) => (to === email ? (text.match(link)?.[0] ?? []) : []));
    if (path) return path;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail with a link like ${link} arrived for ${email}`);
}
