import { expect, test } from "@playwright/test";
import { tokenOf } from "./api";
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

test("a page whose code can't be had says so and comes with the network; nothing is reloaded", async ({
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

test("an API that hangs is reported, and asked again when told to", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.route(/\/v1\/users\/feed$/, () => {}); // never responds
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("The service is not answering", { timeout: 60_000 });
  await expectSound(page, "an API that hangs");
  await page.unroute(/\/v1\/users\/feed$/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
});
