import { expect, test } from "@playwright/test";
import { tokenOf } from "../e2e/api";
import { signedIn } from "../e2e/session";

// The pictures of the README, from the demo data: small files, so a plain PNG of
// one screen each.

const screens = { feed: "/", post: "/posts/100", profile: "/people/1" };
const devices = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 780 } };

let token: string;
test.beforeAll(async () => {
  token = await tokenOf("maya@example.com");
});

for (const [screen, path] of Object.entries(screens)) {
  for (const [device, viewport] of Object.entries(devices)) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`${screen} on a ${device}, ${colorScheme}`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await signedIn(page, token);
        await page.goto(path);
        await expect(page.getByRole("article").first()).toBeVisible();
        await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({
          path: new URL(`${screen}-${device}-${colorScheme}.png`, import.meta.url).pathname,
        });
      });
    }
  }
}
