import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { expectSoundInAllLooks } from "./sound";

const written = { title: "The heron is back", content: "Third spring in a row." };

// Otherwise contrast would be measured while colours fade.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Returns a signed-in author with a post, and somebody else. */
async function authorAndReader(page: Page) {
  const [author, reader] = [await newPerson(), await newPerson()];
  const post = await createPost(author.token, written);
  await signedIn(page, author.token);
  return { author, reader, post };
}

const bell = (page: Page) => page.getByRole("link", { name: /^(Notifications|Activity)/ });
const entries = (page: Page) => page.getByRole("list", { name: "Notifications" }).getByRole("listitem");

test("the bell counts a new like until it is read", async ({ page }) => {
  const { reader, post } = await authorAndReader(page);
  const stream = page.waitForResponse(/feed\/stream/);
  await page.goto("/people");
  await stream;
  await expect(bell(page)).toHaveAccessibleName("Notifications");

  await call("PUT", `/posts/${post.id}/like`, reader.token);
  await expect(bell(page)).toHaveAccessibleName("Notifications (1 unread)");
  await expect(page).toHaveTitle("(1) People · Social");

  await bell(page).click();
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText(`Unread: ${reader.username} likes your post`);
  await expect(bell(page)).toHaveAccessibleName("Notifications");
  await expect(page).toHaveTitle("Notifications · Social");
  await expectSoundInAllLooks(page, "an unread notification");

  await entries(page).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/posts/${post.id}$`));
  await bell(page).click();
  await expect(entries(page)).toHaveText(new RegExp(`^.${reader.username} likes your post`, "i"));
});

test("an entry leads to the comment, the reply and the person", async ({ page }) => {
  const { author, reader, post } = await authorAndReader(page);
  const say = (token: string, content: string, parent_id?: number) =>
    call<{ id: number }>("POST", `/posts/${post.id}/comments`, token, {
      content,
      ...(parent_id && { parent_id }),
    });
  const mine = await say(author.token, "What do you think?");
  const reply = await say(reader.token, "A lot", mine.id);
  const comment = await say(reader.token, "Hello");
  await call("PUT", `/users/${author.id}/follow`, reader.token);

  const leads = async (text: string, url: string) => {
    await page.goto("/notifications");
    await entries(page).filter({ hasText: text }).getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`${url.replace("?", "\\?")}$`));
  };
  await leads("replied to your comment", `/posts/${post.id}?comment=${reply.id}`);
  await expect(page.getByRole("article").filter({ hasText: "A lot" })).toBeFocused();
  await leads("commented on your post", `/posts/${post.id}?comment=${comment.id}`);
  await expect(page.getByRole("article").filter({ hasText: "Hello" })).toBeFocused();
  await leads("follows you", `/people/${reader.id}`);
});

test("a notification that arrives while the page is open waits, and stays unread", async ({ page }) => {
  const { author, reader, post } = await authorAndReader(page);
  await call("PUT", `/posts/${post.id}/like`, reader.token);
  await page.goto("/notifications");
  await expect(entries(page)).toHaveCount(1);
  const unread = async () =>
    (await call<{ count: number }>("GET", "/notifications/unread", author.token)).count;
  await expect.poll(unread).toBe(0);

  await call("POST", `/posts/${post.id}/comments`, reader.token, { content: "Hello" });
  const news = page.getByRole("button", { name: "1 new notification" });
  await expect(news).toBeVisible();
  await expect(bell(page)).toHaveAccessibleName("Notifications (1 unread)");
  await expect(entries(page)).toHaveCount(1);
  expect(await unread()).toBe(1);

  await news.click();
  await expect(entries(page)).toHaveCount(2);
  await expect.poll(unread).toBe(0);
  await expect(news).toBeHidden();
});

test("kinds and the summary are set, and stay", async ({ page }) => {
  const { author } = await authorAndReader(page);
  await page.goto("/settings");
  await page
    .locator("#content")
    .getByRole("link", { name: /^Notifications/ })
    .click();
  await page.getByLabel("likes a post of mine").uncheck();
  await page.getByLabel("Every week").check();
  await expect
    .poll(() => call("GET", "/notifications/settings", author.token))
    .toMatchObject({ like_post: "off", follow: "on", digest: "weekly" });
  await page.reload();
  await expect(page.getByLabel("likes a post of mine")).not.toBeChecked();
  await expect(page.getByLabel("Every week")).toBeChecked();

  await page.route("**/notifications/settings", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await page.getByLabel("mentions me").click();
  await expect(page.getByText(/^The setting is as it was/).first()).toBeVisible();
  await expect(page.getByLabel("mentions me")).toBeChecked();
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("the tab bar has the bell, and the profile has bookmarks and settings", async ({ page }) => {
    const { reader, post } = await authorAndReader(page);
    await call("PUT", `/posts/${post.id}/like`, reader.token);
    await page.goto("/");
    await expect(bell(page)).toHaveAccessibleName("Activity (1 unread)");
    await bell(page).tap();
    await expect(entries(page)).toHaveCount(1);

    await page.getByRole("link", { name: "Profile", exact: true }).tap();
    await page.getByRole("link", { name: "Bookmarks" }).tap();
    await expect(page.getByRole("heading", { name: "Bookmarks", exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Profile", exact: true }).tap();
    await page.getByRole("link", { name: "Settings" }).tap();
    await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  });
});
