import { expect, type Locator, type Page, test } from "@playwright/test";
import { createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";
import { expectSound } from "./sound";

// What users see while the network is gone or the API does not answer.

test("every page opens offline a few seconds after the first", async ({ page, context }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  const last = page.waitForResponse(/SettingsPage/);
  await page.goto("/");
  await (await last).finished();
  await context.setOffline(true);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
});

test("a page whose code can't be loaded says so and opens once the network is back, without a reload", async ({
  page,
  context,
}) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route(/SettingsPage/, (route) => route.abort());
  await page.goto("/");
  await page.evaluate(() => {
    document.documentElement.dataset.same = "page";
  });
  await context.setOffline(true);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
  await expectSound(page, "a page that was not loaded");
  await page.unroute(/SettingsPage/);
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.same)).toBe("page");
});

test("an API that hangs is reported, and called again on request", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route(/\/v1\/users\/feed$/, () => {}); // never responds
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("The service is not answering", { timeout: 60_000 });
  await expectSound(page, "an API that hangs");
  await page.unroute(/\/v1\/users\/feed$/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});

const opened: [string, RegExp, (page: Page) => Promise<void>, (page: Page) => Locator][] = [
  [
    "menu",
    /\/assets\/OpenMenu-/,
    (page) =>
      page
        .getByRole("button", { name: /^More about/ })
        .first()
        .click(),
    (page) => page.getByRole("menuitem", { name: "Copy link" }),
  ],
  [
    "popover",
    /\/assets\/FilterPopover-/,
    (page) => page.getByRole("button", { name: "Filter" }).click(),
    (page) => page.getByRole("dialog", { name: "Filter the feed" }),
  ],
  [
    "dialog",
    /\/assets\/ShortcutList-/,
    (page) => page.keyboard.press("?"),
    (page) => page.getByRole("dialog", { name: "Keyboard" }),
  ],
];
for (const [what, code, press, found] of opened) {
  test(`a ${what} whose code can't be loaded says so, and opens at the next press`, async ({
    page,
    context,
  }) => {
    await signedIn(page, await tokenOf("maya@example.com"));
    const last = page.waitForResponse(/SettingsPage/);
    await page.route(code, (route) => route.abort());
    await page.goto("/");
    await (await last).finished();
    await context.setOffline(true);
    await press(page);
    await expect(page.getByText("That could not be loaded. Try again.").first()).toBeVisible();
    await expect(page.getByRole("article").first()).toBeVisible();

    await page.unroute(code);
    await context.setOffline(false);
    await expect(page.getByText("You’re offline.")).toHaveCount(0);
    await expect(found(page)).toHaveCount(0); // not by itself
    await press(page);
    await expect(found(page)).toBeVisible();
  });
}

test("a toast whose code can't be loaded leaves the page as it is, and the next one appears", async ({
  page,
  context,
}) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  const last = page.waitForResponse(/SettingsPage/);
  await page.route(/\/assets\/Toaster-/, (route) => route.abort());
  await page.goto("/");
  await (await last).finished();
  await context.setOffline(true);
  const copyLink = async () => {
    await page
      .getByRole("button", { name: /^More about/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await expect(page.getByRole("menuitem")).toHaveCount(0);
  };
  await copyLink();
  await expect(page.getByText("You’re offline.")).toBeVisible();
  await expect(page.getByRole("article").first()).toBeVisible();

  await page.unroute(/\/assets\/Toaster-/);
  await context.setOffline(false);
  await expect(page.getByText("You’re offline.")).toHaveCount(0);
  await copyLink();
  await expect(page.getByRole("button", { name: "Dismiss" }).first()).toBeVisible();
});

test("a dialog whose code can't be loaded keeps the draft, and opens the next time", async ({
  page,
  context,
}) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Read", content: "And commented" });
  await signedIn(page, person.token);
  const last = page.waitForResponse(/SettingsPage/);
  await page.route(/\/assets\/ConfirmDialog-/, (route) => route.abort());
  await page.goto(`/posts/${post.id}`);
  await (await last).finished();
  await page.getByLabel("Comment", { exact: true }).fill("Half a thou");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Home" }).first().click();
  await expect(page.getByText("That could not be loaded. Try again.").first()).toBeVisible();
  await expect(page.getByLabel("Comment", { exact: true })).toHaveValue("Half a thou");

  await page.unroute(/\/assets\/ConfirmDialog-/);
  await context.setOffline(false);
  await expect(page.getByText("You’re offline.")).toHaveCount(0);
  await page.getByRole("link", { name: "Home" }).first().click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
});
