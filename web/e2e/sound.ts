import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Both themes, on the narrowest, a medium and a wide screen. Every page is tested in all six, every state in two. */
export const looks = [
  { colorScheme: "dark", width: 320, states: true },
  { colorScheme: "light", width: 1440, states: true },
  { colorScheme: "light", width: 320, states: false },
  { colorScheme: "dark", width: 1440, states: false },
  { colorScheme: "light", width: 800, states: false },
  { colorScheme: "dark", width: 800, states: false },
] as const;

/** Expects no axe violations and no content wider than the screen. */
export async function expectSound(page: Page, what: string) {
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
  // Off by default in axe: targets are at least 24 px, or have that much room (WCAG 2.5.8).
  const axe = new AxeBuilder({ page }).options({ rules: { "target-size": { enabled: true } } });
  // The page behind an open question is inert, so only the question is checked.
  const question = '[role="alertdialog"]';
  if (await page.locator(question).isVisible()) axe.include(question);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
  ).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Opens a page, waits until it has loaded, and checks it with expectSound. */
export async function expectSoundAt(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectSound(page, path);
}
