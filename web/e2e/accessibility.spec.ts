import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";

const outside = ["/sign-in", "/register", "/confirm", "/confirm/some-token"];
const inside = [
  "/",
  "/?tags=bikes&since=2020-01-01",
  "/?q=nothing-has-this",
  "/people",
  "/people/1",
  "/settings",
];
const hostile = {
  title: "W".repeat(100),
  content: `${"supercalifragilistic".repeat(20)}\n\nשלום עולם, זה טקסט מימין לשמאל.`,
  tags: ["t".repeat(50), "برمجة"],
};

/** Nothing that axe finds, nothing wider than the screen, no error in the console. */
async function expectSound(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^Loading/ })).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${path}: ${id} ${nodes.map(({ html }) => html).join(" ")}`),
  ).toEqual([]);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [320, 1280]) {
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: 800 },
        contextOptions: { reducedMotion: "reduce" },
      });
      test.setTimeout(180_000);

      let problems: string[];
      test.beforeEach(({ page }) => {
        problems = [];
        page.on("pageerror", (error) => problems.push(error.message));
        page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      });
      test.afterEach(() => expect(problems).toEqual([]));

      test("before signing in", async ({ page }) => {
        for (const path of outside) await expectSound(page, path);
      });

      test("signed in", async ({ page }) => {
        await signedIn(page, await tokenOf("maya@example.com"));
        for (const path of inside) await expectSound(page, path);
      });

      test("a post that is hard to lay out, being read, edited and deleted", async ({ page }) => {
        const person = await newPerson();
        const { id } = await createPost(person.token, hostile);
        await signedIn(page, person.token);
        await expectSound(page, "/");
        await expectSound(page, `/posts/${id}`);
        await expectSound(page, `/posts/${id}?edit=true`);
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("button", { name: /More about/ }).click();
        await page.getByRole("menuitem", { name: "Delete" }).click();
        const dialog = page.getByRole("alertdialog");
        await expect(dialog).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).include('[role="alertdialog"]').analyze();
        expect(violations).toEqual([]);
      });
    });
  }
}
