import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const widths = [320, 800, 1440];

/** Expects no violations of axe's rules, by default all, and no content wider than the screen. */
export async function expectSound(page: Page, what: string, rules?: string[]) {
  await expect(page.getByRole("status").filter({ hasText: /^Loading|geladen$/ })).toHaveCount(0);
  // The page behind an open alert dialog is inert, so only the dialog is checked.
  const question = '[role="alertdialog"]';
  const context = (await page.locator(question).isVisible()) ? question : "html";
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    // Off by default in axe: targets are at least 24 px, or have that much room (WCAG 2.5.8).
    ...(rules ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } }),
    resultTypes: ["violations"],
  };
  const { violations, excess } = await page.evaluate(
    async ({ context, options }) => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(context, options);
      return {
        violations: violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(" ")}`),
        excess: document.documentElement.scrollWidth - window.innerWidth,
      };
    },
    { context, options },
  );
  expect(violations, what).toEqual([]);
  expect(excess, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Checks the page in both themes on a screen of this width. */
export async function expectSoundInBothThemes(page: Page, what: string) {
  await page.emulateMedia({ colorScheme: "light" });
  await expectSound(page, `${what}, light`);
  await page.emulateMedia({ colorScheme: "dark" }); // only the colours change
  await expectSound(page, `${what}, dark`, ["color-contrast", "link-in-text-block"]);
  await page.emulateMedia({ colorScheme: null });
}

/** Checks the page in both themes on the narrowest, a medium and a wide screen. */
export async function expectSoundInAllLooks(page: Page, what: string) {
  const own = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await expectSoundInBothThemes(page, `${what} at ${width} px`);
  }
  if (own) await page.setViewportSize(own);
}
