import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";

// CORS, as a real browser enforces it: a page of the allowed origin may send every
// request and read the response; a page of any other origin can read nothing and change
// nothing.

interface Request {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: object;
}

/** Opens an empty page of the origin, without the app's content security policy. */
async function visit(page: Page, origin: string) {
  await page.route(`${origin}/empty`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>empty</title>" }),
  );
  // The browser treats this page as a public site, which needs permission to reach a local address.
  await page.context().grantPermissions(["local-network-access"], { origin });
  await page.goto(`${origin}/empty`);
  await page.unrouteAll(); // Playwright answers preflights itself while requests are routed
}

/** Returns what the page sees of the response, or null if the browser blocks it. */
function send(page: Page, { method = "GET", path, headers = {}, body }: Request) {
  return page.evaluate(
    async ({ url, ...init }) => {
      try {
        const answer = await fetch(url, init);
        const id = answer.headers.get("X-Request-Id");
        await answer.body?.cancel();
        return { status: answer.status, id };
      } catch {
        return null;
      }
    },
    {
      url: `${process.env.API_URL}/v1${path}`,
      method,
      headers: { ...(body && { "Content-Type": "application/json" }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    },
  );
}

/** Requests to several functions with all methods, and the statuses that they get: success and errors. */
function requests(token: string, post: number): [Request, number][] {
  const headers = { Authorization: `Bearer ${token}` };
  return [
    [{ path: "/health" }, 200],
    [{ path: "/swagger/doc.json" }, 200],
    [{ path: "/users/me", headers }, 200],
    [{ path: "/users/feed", headers }, 200],
    [{ path: "/users/feed/stream", headers }, 200],
    [{ path: `/posts/${post}`, headers }, 200],
    [{ method: "PUT", path: "/users/1/follow", headers }, 204],
    [{ method: "PUT", path: "/users/1/unfollow", headers }, 204],
    [{ method: "PATCH", path: `/posts/${post}`, headers, body: { title: "Edited" } }, 200],
    [
      {
        method: "POST",
        path: "/posts",
        headers: { ...headers, "Idempotency-Key": crypto.randomUUID() },
        body: { title: "From a page", content: "Of this origin" },
      },
      201,
    ],
    [
      {
        method: "POST",
        path: "/authentication/token",
        body: { email: "nobody@example.com", password: "no password" },
      },
      401,
    ],
    [{ path: "/users/me" }, 401],
    [{ path: "/users/feed?limit=0", headers }, 400],
    [{ path: "/posts/999999999", headers }, 404],
    [{ path: "/nothing" }, 404],
    [{ method: "DELETE", path: "/users/feed", headers }, 405],
  ];
}

test("a page of the allowed origin sees every response, errors included", async ({ page }) => {
  const { token } = await newPerson();
  const post = await createPost(token, { title: "Shared", content: "With one origin" });
  await visit(page, process.env.ALLOWED_ORIGIN ?? "");
  for (const [request, status] of requests(token, post.id)) {
    const name = `${request.method ?? "GET"} ${request.path}`;
    expect(await send(page, request), name).toEqual({ status, id: expect.stringMatching(/.{8}/) });
  }
});

test("a page of any other origin sees nothing and changes nothing", async ({ page }) => {
  const { token } = await newPerson();
  const post = await createPost(token, { title: "Not shared", content: "With another origin" });
  const allowed = new URL(process.env.ALLOWED_ORIGIN ?? "");
  const others = [
    `${allowed.protocol}//${allowed.hostname}:${Number(allowed.port) + 1}`,
    `${allowed.protocol}//sub.${allowed.host}`,
  ];
  for (const origin of others) {
    await visit(page, origin);
    for (const [request] of requests(token, post.id))
      expect(await send(page, request), `${origin} ${request.method ?? "GET"} ${request.path}`).toBeNull();
  }
  const after = await call<{ title: string; version: number }>("GET", `/posts/${post.id}`, token);
  expect(after).toMatchObject({ title: "Not shared", version: post.version });
  expect(await call("GET", "/users/me", token)).toMatchObject({ posts_count: 1, following_count: 0 });
});

test("the page of the API's description runs its own scripts and no injected one", async ({ page }) => {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(`${process.env.API_URL}/v1/swagger/index.html`);
  await expect(page.getByRole("link", { name: "/v1/authentication/token" })).toBeVisible();
  expect(errors).toEqual([]);

  await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("document.title = 'injected'");
    document.head.append(script);
  });
  await expect(page).not.toHaveTitle("injected");
});
