import { expect, type Page, test } from "@playwright/test";
import { createPost, newPerson } from "./api";
import { signedIn } from "./session";

/** Holds back a file of the build until the returned function is called. */
async function holdBack(page: Page, file: RegExp) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(file, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("a page's code loads at the same time as the app's, not after it", async ({ page }) => {
  const release = await holdBack(page, /\/assets\/libraries-/);
  const code = page.waitForRequest(/\/assets\/SignInPage-/);
  await page.goto("/", { waitUntil: "commit" }); // without a session, the sign-in page opens
  await code;
  release();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a link to a post loads the post's code at the same time as the app's", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Linked", content: "from a mail" });
  await signedIn(page, person.token);
  const release = await holdBack(page, /\/assets\/libraries-/);
  const code = page.waitForRequest(/\/assets\/post-/);
  await page.goto(`/posts/${post.id}`, { waitUntil: "commit" });
  await code;
  release();
  await expect(page.getByText("from a mail")).toBeVisible();
});

test("a post can be read if the code of its form fails to load, which can be retried", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Readable", content: "all of it" });
  await signedIn(page, person.token);
  await page.route(/\/assets\/CommentForm-/, (route) => route.abort());
  await page.goto(`/posts/${post.id}`);
  await expect(page.getByRole("alert")).toContainText("We can’t reach the service");
  await expect(page.getByText("all of it")).toBeVisible();

  await page.unroute(/\/assets\/CommentForm-/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByLabel("Comment", { exact: true }).fill("Here it is");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("article", { name: `Comment by ${person.username}` })).toBeVisible();
});

test("missing code of the worker causes no unhandled rejection", async ({ page }) => {
  await page.route(/\/assets\/serviceWorker-/, (route) => route.abort());
  await page.addInitScript(() => {
    addEventListener("unhandledrejection", ({ reason }) =>
      Object.assign(window, { unhandled: String(reason) }),
    );
    // The browser reports a rejection after the task that left it unhandled.
    addEventListener("vite:preloadError", () => setTimeout(() => Object.assign(window, { missing: true })));
  });
  await page.goto("/sign-in");
  await page.waitForFunction(() => "missing" in window);
  expect(await page.evaluate(() => ("unhandled" in window ? window.unhandled : undefined))).toBe(undefined);
});
