import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";

const isLost = (page: Page) => page.evaluate(() => document.activeElement === document.body);

/** Opens the focused menu by Enter, and chooses an item by Enter. */
async function choose(page: Page, item: string) {
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: item }).press("Enter");
}

test("a post that is deleted by keys leaves the focus to the next one", async ({ page }) => {
  const person = await newPerson();
  for (const title of ["Third", "Second", "First"])
    await createPost(person.token, { title, content: "By keys" });
  await signedIn(page, person.token);
  await page.goto("/");

  await page.getByRole("button", { name: /^More about “First/ }).focus();
  for (const next of ["Second", "Third"]) {
    await choose(page, "Delete");
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
    await expect(page.getByRole("link", { name: next })).toBeFocused();
    await page.getByRole("button", { name: new RegExp(`^More about “${next}`) }).focus();
  }
});

test("Back by keys returns to the same post in the feed", async ({ page }) => {
  const person = await newPerson();
  for (const title of ["Third", "Second", "First"])
    await createPost(person.token, { title, content: "By keys\n".repeat(20) });
  await signedIn(page, person.token);
  await page.goto("/");
  await page.getByRole("link", { name: "Third" }).press("Enter");
  await expect(page.getByLabel("Comment", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Back" }).press("Enter");
  await expect(page.getByRole("link", { name: "Third" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Third" })).toBeInViewport();

  await page.getByRole("link", { name: "Home" }).press("Enter");
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
});

test("a comment that is edited by keys keeps the focus", async ({ page }) => {
  const person = await newPerson();
  const post = await createPost(person.token, { title: "Heron", content: "By keys" });
  await call("POST", `/posts/${post.id}/comments`, person.token, { content: "Helo" });
  await signedIn(page, person.token);
  await page.goto(`/posts/${post.id}`);

  const comment = page.getByRole("article", { name: /^Comment by/ });
  await comment.getByRole("button", { name: /^More about/ }).focus();
  await choose(page, "Edit");
  await comment.getByRole("textbox").fill("Hello");
  await comment.getByRole("button", { name: "Save" }).press("Enter");
  await expect(comment.getByText("Hello")).toBeVisible();
  await expect(comment.getByRole("link", { name: person.username }).last()).toBeFocused();
});

test("a button that was disabled while its request failed has the focus again", async ({ page }) => {
  const person = await newPerson();
  await signedIn(page, person.token);
  await page.goto("/settings/account");
  await page.route("**/v1/account/deletion", async (route) => {
    await expect.poll(() => isLost(page)).toBe(true);
    await route.abort("connectionrefused");
  });
  await page.getByRole("button", { name: "Delete my account…" }).press("Enter");
  const form = page.getByRole("form", { name: "Delete account" });
  await expect(form.getByLabel("Your password")).toBeFocused();
  await page.keyboard.type(person.password);
  const send = form.getByRole("button", { name: "Delete my account" });
  await send.press("Enter");
  await expect(form.getByRole("alert")).toBeVisible();
  await expect(send).toBeFocused();
});

test("a link below the shown lines of a post is shown while the keyboard is on it", async ({ page }) => {
  const person = await newPerson();
  await createPost(person.token, {
    title: "Long",
    content: `${"A line\n".repeat(12)}#hidden`,
    tags: ["after"],
  });
  await signedIn(page, person.token);
  await page.goto("/");
  const text = page.getByRole("article", { name: "Long" }).getByText(/^A line/);
  const link = page.getByRole("link", { name: "#hidden" });
  const isBelow = () =>
    link.evaluate((element) => {
      const paragraph = element.closest("p");
      if (!paragraph) throw new Error("the link is not in a text");
      return element.getBoundingClientRect().top >= paragraph.getBoundingClientRect().bottom;
    });
  await expect.poll(isBelow).toBe(true);

  await page.getByRole("link", { name: "Long" }).focus();
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await expect.poll(isBelow).toBe(false);
  await page.keyboard.press("Tab");
  await expect.poll(isBelow).toBe(true);
  expect(await text.evaluate((element) => element.scrollTop)).toBe(0);
});
