import { expect, test } from "@playwright/test";
import { tokenOf } from "./api";
import { signedIn } from "./session";
import { expectSound } from "./sound";

test("a user chooses German, which stays chosen", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("link", { name: "Start", exact: true }).first().click();
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Was geht dir durch den Kopf?" })).toBeVisible();
  await page.goto("/people");
  await expect(page.getByRole("heading", { name: "Leute", level: 1 })).toBeVisible();
});

test("right-to-left pages are mirrored and fit every width", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  for (const path of ["/", "/people", "/people/2", "/settings"]) {
    await page.goto(path);
    await expect(page.locator("#content").getByRole("heading").first()).toBeVisible();
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    for (const width of [320, 800, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await expectSound(page, `${path} right-to-left at ${width} px`);
      const of = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? 0;
      if (width > 320) expect(await of("nav[aria-label=Main]")).toBeGreaterThan(await of("#content"));
      // A row begins with its avatar, at the right.
      const row = page.locator("#content li").first();
      if (path === "/people")
        expect((await row.locator("span[aria-hidden]").first().boundingBox())?.x).toBeGreaterThan(
          (await row.getByRole("link").boundingBox())?.x ?? 0,
        );
    }
  }
});
