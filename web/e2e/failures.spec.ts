import { expect, test } from "@playwright/test";
import { call, createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";

test("the API is down, and comes back", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route("**/v1/**", (route) => route.abort("connectionrefused"));
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("We can’t reach the service");

  await page.unroute("**/v1/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("a rate limit is shown with the seconds that are left", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route("**/v1/users/feed*", (route) =>
    route.fulfill({
      status: 429,
      contentType: "application/problem+json",
      headers: { "Retry-After": "3" },
      body: JSON.stringify({ title: "Too Many Requests", status: 429, detail: "too many requests" }),
    }),
  );
  await page.goto("/");
  await expect(page.getByRole("button", { name: /Try again in [123] s/ })).toBeDisabled();

  await page.unroute("**/v1/users/feed*");
  await page.getByRole("button", { name: "Try again", exact: true }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("two edits: neither is lost, and the later user is asked", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Two editors", content: "As it began" });
  await signedIn(page, person.token);
  await page.goto(`/posts/${post.id}?edit=true`);
  await page.getByLabel("Text").fill("Mine");
  await call("PATCH", `/posts/${post.id}`, person.token, { content: "Theirs", version: post.version });
  await page.getByRole("button", { name: "Save" }).click();

  await expect(page.getByRole("region", { name: "The other version" })).toContainText("Theirs");
  await expect(page.getByLabel("Text")).toHaveValue("Mine");

  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByRole("article").first()).toContainText("Mine");
});

test("a dead link offers a new mail", async ({ page }) => {
  await page.goto("/confirm/this-token-was-never-made");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByRole("button", { name: "Send a new email" }).click();
  await expect(page.getByRole("status").filter({ hasText: "a new email is on its way" })).toBeVisible();
});

test("a session that has ended leads to the sign-in, and back", async ({ page }) => {
  const person = await newPerson();
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const session = {
      id: 1,
      accessToken: "no.longer.good",
      endsAt: Date.now() + 900_000,
      refreshToken: "nor this",
    };
    localStorage.setItem("session", JSON.stringify(session));
  });
  await page.goto("/people?q=maya");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/people\?q=maya$/);
  await expect(page.getByRole("link", { name: "maya", exact: true })).toBeVisible();
});

test("without a network a notice appears, and loaded content stays", async ({ page, context }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You’re offline.")).toBeVisible();
  await expect(page.getByRole("article").first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You’re offline.")).toHaveCount(0);
});

test("the offline notice covers nothing", async ({ page, context }) => {
  const { token } = await newPerson();
  const post = await createPost(token, { title: "A long one", content: "line\n".repeat(150) });
  await signedIn(page, token);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    await page.goto(`/posts/${post.id}`);
    await expect(page.getByRole("article").first()).toBeVisible();
    await context.setOffline(true);
    const notice = page.getByText("You’re offline.");
    await expect(notice).toBeVisible();
    await page.evaluate(() => window.scrollTo(0, 2000));
    const end = await notice.evaluate((element) => element.getBoundingClientRect().bottom);
    const header = page.getByRole("main").locator("header");
    await expect.poll(() => header.evaluate((element) => element.getBoundingClientRect().top)).toBe(end);
    if (width === 1280) {
      const menu = page.getByRole("button", { name: /^Account of/ });
      await expect(menu).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole("link", { name: "Social" })).toBeInViewport({ ratio: 1 });
    }
    await page.getByRole("main").getByRole("button", { name: "Back" }).click({ trial: true });
    await context.setOffline(false);
    await expect(notice).toHaveCount(0);
  }
});

test("a page that does not exist says so", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/posts/999999999");
  await expect(page.getByRole("heading", { name: "This post isn’t here" })).toBeVisible();
  await page.goto("/people/not-a-number");
  await expect(page.getByRole("heading", { name: "This account isn’t here" })).toBeVisible();
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});
