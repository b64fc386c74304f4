import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { fillSignIn, signIn } from "./session";

// Sessions in a real browser: the locks, the storage and the streams are its own.

const refreshPath = "**/v1/authentication/session/refresh";

/** Counts the refreshes of all tabs. */
function countRefreshes(context: BrowserContext) {
  const refreshes: string[] = [];
  context.on("request", (request) => {
    if (/\/session\/refresh$/.test(request.url())) refreshes.push(request.postData() ?? "");
  });
  return refreshes;
}

/** Marks the stored access token as expired. */
function endToken(page: Page) {
  return page.evaluate(() => {
    const session = JSON.parse(localStorage.getItem("session") ?? "");
    localStorage.setItem("session", JSON.stringify({ ...session, endsAt: 0 }));
  });
}

function storedSession(page: Page): Promise<{ accessToken: string; refreshToken: string }> {
  return page.evaluate(() => JSON.parse(localStorage.getItem("session") ?? ""));
}

const feedIsThere = (page: Page) =>
  expect(page.getByRole("button", { name: "What’s on your mind?" })).toBeVisible();

test("two tabs with an expired token refresh once, and both continue", async ({ page, context }) => {
  await signIn(page, await newPerson());
  await feedIsThere(page);
  const other = await context.newPage();
  const before = await storedSession(page);
  const refreshes = countRefreshes(context);
  await endToken(page);

  await Promise.all([page.goto("/"), other.goto("/people?q=maya")]);
  await feedIsThere(page);
  await expect(other.getByRole("link", { name: "maya", exact: true })).toBeVisible();

  expect(refreshes).toHaveLength(1);
  expect((await storedSession(page)).refreshToken).not.toBe(before.refreshToken);
});

test("a refresh whose response is lost is repeated, and the session continues", async ({ page, context }) => {
  await signIn(page, await newPerson());
  await feedIsThere(page);
  const refreshes = countRefreshes(context);
  await endToken(page);
  let lost = 0;
  await page.route(refreshPath, async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch(); // the API has replaced the token
    await route.abort("connectionreset");
  });

  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
  expect(refreshes).toHaveLength(2);
  expect(refreshes[0]).toBe(refreshes[1]);

  await endToken(page); // the new token works too
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
});

test("a token that expires during a comment is renewed unnoticed, and nothing is lost", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Long thoughts", content: "Here" });
  await signIn(page, person, `/posts/${post.id}`);
  await page.getByLabel("Comment", { exact: true }).pressSequentially("Half a thought");
  // The token is refused once, as if it had expired.
  await page.route(
    `**/v1/posts/${post.id}/comments`,
    (route) =>
      route.fulfill({
        status: 401,
        contentType: "application/problem+json",
        body: JSON.stringify({ title: "Unauthorized", status: 401, detail: "the token has expired" }),
      }),
    { times: 1 },
  );
  const refreshed = page.waitForResponse(refreshPath);
  await page.getByRole("button", { name: "Comment" }).click();

  expect((await refreshed).status()).toBe(200);
  await expect(page.getByRole("article", { name: `Comment by ${person.username}` })).toContainText(
    "Half a thought",
  );
  await expect(page.getByLabel("Comment", { exact: true })).toHaveValue("");
});

test("a network that fails while the token is refreshed does not sign out", async ({ page }) => {
  await signIn(page, await newPerson());
  await feedIsThere(page);
  await endToken(page);
  await page.route(refreshPath, (route) => route.abort("connectionrefused"));
  await page.goto("/bookmarks"); // the feed could come from the device
  await expect(page.getByRole("alert")).toContainText("We can’t reach the service");

  await page.unroute(refreshPath);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "No bookmarks yet" })).toBeVisible();
});

test("the stream continues with a new token", async ({ page }) => {
  const [reader, author] = [await newPerson(), await newPerson()];
  await call("PUT", `/users/${author.id}/follow`, reader.token);
  await createPost(author.token, { title: "Before", content: "The stream" });
  const streams: URL[] = [];
  page.on("request", (request) => {
    if (/\/feed\/stream/.test(request.url())) streams.push(new URL(request.url()));
  });
  await page.route(/\/feed\/stream/, async (route) => {
    // The first stream ends at once, as if its token had expired.
    if (streams.length > 1) return route.continue();
    await route.fulfill({ contentType: "text/event-stream", body: "retry: 10\n\n: open\n\n" });
    await endToken(page);
  });
  await signIn(page, reader);
  await expect(page.getByRole("article", { name: "Before" })).toBeVisible();
  await expect.poll(() => streams.length).toBeGreaterThan(1);

  await createPost(author.token, { title: "After", content: "The stream" });
  await expect(page.getByRole("button", { name: /new post/ })).toBeVisible();
});

test("signing out ends the session in all tabs and at the API", async ({ page, context }) => {
  const person = await newPerson();
  await signIn(page, person);
  await feedIsThere(page);
  const { accessToken } = await storedSession(page);
  const other = await context.newPage();
  await other.goto("/people?q=maya");
  await expect(other.getByRole("link", { name: "maya", exact: true })).toBeVisible();

  await page.getByRole("button", { name: `Account of ${person.username}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(call("GET", "/users/me", accessToken)).rejects.toThrow("401");
});

test("a user who signs in in two tabs stays signed in in both", async ({ page, context }) => {
  const person = await newPerson();
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/sign-in");
    await expect(tab.getByLabel("Email")).toBeVisible();
  }
  await fillSignIn(page, person);
  await feedIsThere(page);
  const ended = other.waitForResponse((response) => response.request().method() === "DELETE");
  await fillSignIn(other, person);
  expect((await ended).status()).toBe(204); // the session of the first tab

  await feedIsThere(page);
  await page.getByRole("searchbox").fill("heron"); // asks the API with the new session
  await expect(page.getByRole("heading", { name: "No post matches" })).toBeVisible();
  await expect(other.getByRole("button", { name: `Account of ${person.username}` })).toBeVisible();
});

test("a sign-out ends no session of another user in another tab", async ({ page, context }) => {
  const [ann, ben] = [await newPerson(), await newPerson()];
  await page.goto("/sign-in");
  await page.getByLabel("Keep me signed in").uncheck();
  await fillSignIn(page, ann);
  await feedIsThere(page);
  const other = await context.newPage();
  await signIn(other, ben);
  await feedIsThere(other);
  const { accessToken } = await storedSession(other);

  await page.getByRole("button", { name: `Account of ${ann.username}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  // The browser still keeps Ben signed in, in this tab too.
  await expect(page.getByRole("button", { name: `Account of ${ben.username}` })).toBeVisible();
  expect((await storedSession(other)).accessToken).toBe(accessToken);
  await other.reload();
  await expect(other.getByRole("button", { name: `Account of ${ben.username}` })).toBeVisible();
});
