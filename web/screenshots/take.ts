import { expect, test } from "@playwright/test";
import { tokenOf } from "../e2e/api";
import { signedIn } from "../e2e/session";

// Takes the README's screenshots of the demo data: one PNG per screen, to keep the
// files small.

const screens = { feed: "/", post: "/posts/100", profile: "/people/1" };
const devices = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 780 }, isMobile: true },
};

let token: string;
test.beforeAll(async () => {
  token = await tokenOf("maya@example.com");
});

for (const [device, look] of Object.entries(devices)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ ...look, colorScheme, contextOptions: { reducedMotion: "reduce" } });

      for (const [screen, path] of Object.entries(screens)) {
        test(screen, async ({ page }) => {
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
    });
  }
}
