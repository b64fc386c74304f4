import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Both themes, the narrowest screen and a wide one: every page is tried in all, every state in half of them. */
export const looks = [
  { colorScheme: "dark", width: 320, states: true },
  { colorScheme: "light", width: 1280, states: true },
  { colorScheme: "light", width: 320, states: false },
  { colorScheme: "dark", width: 1280, states: false },
] as const;

/** Nothing that axe finds, and nothing wider than the screen. */
export async function expectSound(page: Page, what: string) {
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
  const axe = new AxeBuilder({ page });
  // Behind a question there is nothing to be reached, and so no page to be judged.
  const question = '[role="alertdialog"]';
  if (await page.locator(question).isVisible()) axe.include(question);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
  ).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Opens a page, and looks at it when it is all there. */
export async function expectSoundAt(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectSound(page, path);
}
