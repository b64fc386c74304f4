import { expect, type Page, test } from "@playwright/test";
import { call, confirmPath, createPost, freshUsername, newPassword, newPerson, tokenOf } from "./api";
import { inside, outside } from "./paths";
import { signedIn } from "./session";
import { expectSoundInAllLooks } from "./sound";

const hostile = {
  title: "W".repeat(100),
  content: `${"supercalifragilistic".repeat(20)}\n\nשלום @maya, זה טקסט #מימין לשמאל. https://example.com/${"a".repeat(80)}`,
  tags: ["t".repeat(50), "برمجة"],
};

const problem = (status: number) => ({
  status,
  contentType: "application/problem+json",
  headers: { "Retry-After": "60" },
  body: JSON.stringify({ title: "Problem", status, detail: "this is how it went", request_id: "TEST" }),
});

// The narrowest screen hides the most, so the tests press everything on it.
test.use({ viewport: { width: 320, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

// Fails on any console error except failed requests, which the tests cause on
// purpose. So a violation of the content security policy fails too.
let problems: string[];
test.beforeEach(({ page }) => {
  problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      problems.push(message.text());
  });
});
test.afterEach(() => expect(problems).toEqual([]));

test("every page for signed-out users is accessible", async ({ page }) => {
  for (const path of outside) await expectSoundAt(page, path);
});

test("every page for signed-in users is accessible", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  for (const path of inside) await expectSoundAt(page, path);
});

test("signing in is accessible", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter your password")).toBeVisible();
  await expectSoundInAllLooks(page, "a sign-in with nothing in it");

  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Wrong email or password");
  await expectSoundInAllLooks(page, "a sign-in that is refused");
});

test("registering and confirming are accessible", async ({ page }) => {
  const username = freshUsername();
  const email = `${username}@example.com`;
  await page.goto("/register");
  await page.getByLabel("Username").fill("no spaces, please");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Create account" }).click();
  await expectSoundInAllLooks(page, "a registration that breaks rules");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(newPassword);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expectSoundInAllLooks(page, "a registration");

  await page.goto(await confirmPath(email));
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Social" })).toBeVisible();
  await expectSoundInAllLooks(page, "a good link");
  await page.reload();
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await expectSoundInAllLooks(page, "a dead link");
});

test("menus, the filter and an empty form are accessible", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await page.getByRole("button", { name: "Newest first" }).click();
  await expect(page.getByRole("menuitem", { name: "Oldest first" })).toBeVisible();
  await expectSoundInAllLooks(page, "a menu");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectSoundInAllLooks(page, "the filter");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(page.getByText("Give it a title")).toBeVisible();
  await expectSoundInAllLooks(page, "a post with nothing in it");

  await page.goto("/people/2");
  await page.getByRole("button", { name: "Set role" }).click();
  await expect(page.getByRole("menuitem").first()).toBeVisible();
  await expectSoundInAllLooks(page, "the roles");
});

test("a post that is hard to lay out is accessible when read, edited, left and deleted", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, hostile);
  await signedIn(page, person.token);
  await expectSoundAt(page, "/");
  await expectSoundAt(page, `/posts/${post.id}`);
  await expectSoundAt(page, `/posts/${post.id}?edit=true`);

  await page.getByLabel("Text").fill("Mine");
  await page.getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Leave without saving?");
  await expectSoundInAllLooks(page, "a question before leaving");
  await page.getByRole("alertdialog").getByRole("button", { name: "Stay" }).click();

  await call("PATCH", `/posts/${post.id}`, person.token, { content: "Theirs", version: post.version });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "The other version" })).toContainText("Theirs");
  await expectSoundInAllLooks(page, "a conflict");
  await page.getByRole("button", { name: "Use the other" }).click();

  await page.getByLabel("Comment", { exact: true }).fill("x".repeat(1001));
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(page.getByText("At most 1000 characters")).toBeVisible();
  await expectSoundInAllLooks(page, "a comment that is too long");
  await page.getByLabel("Comment", { exact: true }).fill("");

  await page.getByRole("button", { name: /More about/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectSoundInAllLooks(page, "a question before deleting");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Post deleted.").first()).toBeVisible();
  await page.getByText("Post deleted.").first().hover(); // a toast stays while the pointer is on it
  await expectSoundInAllLooks(page, "a toast");
});

test("a conflict between two edits of a comment is accessible", async ({ page }) => {
  const { token } = await newPerson();
  const { id } = await createPost(token, hostile);
  const path = `/posts/${id}/comments`;
  const comment = await call<{ id: number }>("POST", path, token, { content: "As it was" });
  await signedIn(page, token);
  await page.goto(`/posts/${id}`);
  await page.getByRole("button", { name: /^More about the comment/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("form", { name: "Edit the comment" }).getByLabel("Comment").fill(hostile.content);
  await call("PATCH", `${path}/${comment.id}`, token, { content: "Theirs" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "The other version" })).toContainText("Theirs");
  await expectSoundInAllLooks(page, "a conflict of a comment");
  await page.getByRole("button", { name: "Use the other" }).click();
  await expect(page.getByRole("article").getByText("Theirs", { exact: true })).toBeVisible();
});

test("failures are accessible", async ({ page, context }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route(/\/v1\/users\/feed$/, (route) => route.fulfill(problem(429)));
  await page.goto("/");
  await expect(page.getByRole("button", { name: /Try again in \d+ s/ })).toBeVisible();
  await expectSoundInAllLooks(page, "a limit");

  await page.route(/\/v1\/users\/feed$/, (route) => route.fulfill(problem(500)));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("mention TEST");
  await expectSoundInAllLooks(page, "an internal error");

  await context.setOffline(true);
  await expect(page.getByText("You’re offline.")).toBeVisible();
  await expectSoundInAllLooks(page, "no network");
});

test("a page that crashed is accessible", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route(/\/v1\/users\/feed$/, (route) =>
    route.fulfill({ json: { data: [{ id: "what is this" }], next_cursor: null } }),
  );
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
  await expectSoundInAllLooks(page, "a page that breaks");
  problems = problems.filter((text) => /Content Security Policy/i.test(text));
});

/** Opens a page, waits until it has loaded, and checks it in every look. */
async function expectSoundAt(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectSoundInAllLooks(page, path);
}
