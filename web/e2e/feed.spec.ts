import { expect, test } from "@playwright/test";
import { call, createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";

test("the feed loads more until everything is shown, and repeats nothing", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  const articles = page.getByRole("article");
  await expect(articles).toHaveCount(20);
  const end = page.getByText("That’s everything.");
  while (!(await end.isVisible())) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(100);
  }
  const links = await articles.getByRole("heading").getByRole("link").all();
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  expect(paths.length).toBeGreaterThan(40);
  expect(new Set(paths).size).toBe(paths.length);
});

/** Creates two users: a writer with one post, and a reader who follows the writer. */
async function readerAndWriter() {
  const [reader, writer] = [await newPerson(), await newPerson()];
  await call("PUT", `/users/${writer.id}/follow`, reader.token);
  await createPost(writer.token, { title: "Before", content: "It was there." });
  return { reader, writer };
}

test("the feed announces new posts as they arrive, and shows them on request", async ({ page }) => {
  const { reader, writer } = await readerAndWriter();
  const streaming = page.waitForResponse("**/v1/users/feed/stream?*");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/users/feed")) asked++;
  });
  await signedIn(page, reader.token);
  await page.goto("/");
  await expect(page.getByRole("article", { name: "Before" })).toBeVisible();
  expect((await streaming).status()).toBe(200);

  await createPost(writer.token, { title: "After", content: "It has come." });
  await createPost(writer.token, { title: "After that", content: "It has come too." });
  await expect(page.getByRole("button", { name: "2 new posts" })).toBeVisible();
  expect(asked).toBeLessThanOrEqual(2); // the page itself, and posts from before the stream opened

  await page.getByRole("button", { name: "2 new posts" }).click();
  await expect(page.getByRole("article").first()).toHaveAccessibleName("After that");
  await expect(page.getByRole("article").nth(1)).toHaveAccessibleName("After");
});

test("the user's own post appears at once, and is not announced", async ({ page }) => {
  const { reader, writer } = await readerAndWriter();
  await signedIn(page, reader.token);
  await page.goto("/");
  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  await page.getByLabel("Title").fill("Mine");
  await page.getByLabel("Text").fill("I wrote it here.");
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(page.getByRole("article").first()).toHaveAccessibleName("Mine");

  await createPost(writer.token, { title: "Theirs", content: "It came after." });
  await expect(page.getByRole("button", { name: /new post/ })).toHaveText("1 new post");
});

test("the feed polls for new posts if the stream fails", async ({ page }) => {
  const { reader, writer } = await readerAndWriter();
  await page.route("**/v1/users/feed/stream?*", (route) => route.abort("connectionreset"));
  await page.clock.install();
  await signedIn(page, reader.token);
  await page.goto("/");
  await expect(page.getByRole("article", { name: "Before" })).toBeVisible();

  await createPost(writer.token, { title: "After", content: "It has come." });
  await page.clock.runFor(60_000);
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

  await card.locator("span[aria-hidden]").first().click(); // the avatar
  await expect(page).toHaveURL(/\/people\/\d+$/);
  await page.goBack();

  const text = card.locator("p.written");
  await text.selectText();
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(await text.textContent());
  await page.mouse.click(5, 5);

  await card.click();
  await expect(page).toHaveURL(/\/posts\/\d+$/);
});

test("the feed works by keyboard", async ({ page }) => {
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
