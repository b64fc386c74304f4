import { expect, test } from "@playwright/test";
import { call, createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";

test("goes on by itself until everything is shown, and repeats nothing", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  const articles = page.getByRole("article");
  await expect(articles).toHaveCount(20);
  const end = page.getByText("That’s everything.");
  while (!(await end.isVisible())) {
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(100);
  }
  const links = await articles.getByRole("heading").getByRole("link").all();
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  expect(paths.length).toBeGreaterThan(40);
  expect(new Set(paths).size).toBe(paths.length);
});

test("says that there are new posts, and shows them when asked", async ({ page }) => {
  const [reader, writer] = [await newPerson(), await newPerson()];
  const me = await call<{ id: number }>("GET", "/users/me", writer.token);
  await call("PUT", `/users/${me.id}/follow`, reader.token);
  await createPost(writer.token, { title: "Before", content: "It was there." });
  await page.clock.install();
  await signedIn(page, reader.token);
  await page.goto("/");
  await expect(page.getByRole("article", { name: "Before" })).toBeVisible();

  await createPost(writer.token, { title: "After", content: "It has come." });
  await page.clock.runFor(21_000);
  await page.getByRole("button", { name: "1 new post" }).click();

  await expect(page.getByRole("article").first()).toHaveAccessibleName("After");
});

test("a card leads to its post, except where it leads elsewhere", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  const card = page.getByRole("article").first();

  await card.getByRole("button", { name: /More about/ }).click();
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await page.keyboard.press("Escape");

  await card.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/people\/\d+$/);
  await page.goBack();

  await card.click();
  await expect(page).toHaveURL(/\/posts\/\d+$/);
});

test("all of it works by keyboard", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const menu = page
    .getByRole("article")
    .first()
    .getByRole("button", { name: /More about/ });
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();

  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
});
