import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { expectSound } from "./sound";

/** Opens the feed of a new user with three posts, newest first, once the shortcuts work. */
async function feedOfThree(page: Page) {
  const person = await newPerson();
  for (const title of ["First", "Second", "Third"])
    await createPost(person.token, { title, content: "line\n".repeat(30) });
  await signedIn(page, person.token);
  const keys = page.waitForResponse(/\/Shortcuts-/);
  await page.goto("/");
  await (await keys).finished();
  await expect(page.getByRole("article")).toHaveCount(3);
}

const titleOf = (page: Page, title: string) => page.getByRole("link", { name: title, exact: true });

test("j and k go through the posts, / to the search, g h home", async ({ page }) => {
  await feedOfThree(page);
  await page.keyboard.press("j");
  await expect(titleOf(page, "Third")).toBeFocused();
  await page.keyboard.press("j");
  await expect(titleOf(page, "Second")).toBeFocused();
  await expect(titleOf(page, "Second")).toBeInViewport();
  await page.keyboard.press("k");
  await expect(titleOf(page, "Third")).toBeFocused();
  await page.keyboard.press("k");
  await expect(titleOf(page, "Third")).toBeFocused(); // it is the first post

  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Comment", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search your feed" })).toBeFocused();
  await expect(page.getByRole("searchbox", { name: "Search your feed" })).toHaveValue("");
});

test("n begins a post from anywhere, and no key works in a field or while a menu is open", async ({
  page,
}) => {
  await feedOfThree(page);
  await page.getByRole("link", { name: "Settings" }).first().click();
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.type("n/jk?gh");
  await expect(page.getByLabel("Title")).toHaveValue("n/jk?gh");
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole("button", { name: "Discard" }).click();

  await page.getByRole("button", { name: "Newest first" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(page.getByLabel("Title")).toHaveCount(0);
});

test("? lists the keys, and the settings switch them off", async ({ page }) => {
  await feedOfThree(page);
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard" });
  await expect(list).toContainText("Write a post");
  await expectSound(page, "the list of the keys");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByLabel("Use single keys as shortcuts").uncheck();
  await page.reload();
  await expect(page.getByLabel("Use single keys as shortcuts")).not.toBeChecked();
  await page.keyboard.press("?");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/settings$/);
  await expect(list).toHaveCount(0);
});

test("a phone has a button to write with, on every page", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signedIn(page, (await newPerson()).token);
  await page.goto("/people");
  await page.getByRole("button", { name: "Write" }).click();
  await expect(page.getByLabel("Title")).toBeFocused();
  await expect(page).toHaveURL(/\/$/);
});

test("the title of the tab says how many posts are new", async ({ page }) => {
  const [writer, reader] = [await newPerson(), await newPerson()];
  await call("PUT", `/users/${writer.id}/follow`, reader.token);
  await signedIn(page, reader.token);
  const loaded = page.waitForResponse((response) => /\/users\/feed(\?|$)/.test(response.url()));
  await page.goto("/");
  await loaded; // a post written earlier would be in the feed, and not be new
  await expect(page).toHaveTitle("Home · Social");
  for (const title of ["One", "Two"]) await createPost(writer.token, { title, content: "New" });
  await expect(page).toHaveTitle("(2) Home · Social");
  await expectSound(page, "new posts");
  await page.getByRole("button", { name: "2 new posts" }).click();
  await expect(page).toHaveTitle("Home · Social");
});
