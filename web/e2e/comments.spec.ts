import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { expectSoundInAllLooks } from "./sound";

const written = { title: "The heron is back", content: "Third spring in a row." };

// Otherwise contrast would be measured while colours fade.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Opens a post with comments, on a page whose clock can be set forward. */
async function openPost(page: Page, comments: number, content = written.content) {
  const [author, reader] = [await newPerson(), await newPerson()];
  const post = await createPost(author.token, { ...written, content });
  const say = (content: string, parent_id?: number) =>
    call<{ id: number }>("POST", `/posts/${post.id}/comments`, author.token, {
      content,
      ...(parent_id && { parent_id }),
    });
  const said = [];
  for (let place = 1; place <= comments; place++) said.push(await say(`Comment ${place}`));
  await signedIn(page, reader.token);
  await page.clock.install();
  await page.goto(`/posts/${post.id}`);
  const last = page.getByText(comments > 0 ? `Comment ${comments}` : "No comments yet", { exact: true });
  await expect(last.last()).toBeVisible();
  return { post, say, said, last };
}

test("new comments wait until the reader wants them, and move nothing", async ({ page }) => {
  const { say, last } = await openPost(page, 3);
  const field = page.getByRole("form", { name: "New comment" }).getByLabel("Comment");
  await field.fill("Half a thought");
  await page.getByRole("button", { name: "Reply to" }).first().click();
  const reply = page.getByRole("form", { name: "New reply" }).getByLabel("Comment");
  await reply.fill("Half a reply");
  const before = await last.boundingBox();

  await say("Comment 4");
  await say("Comment 5");
  await page.clock.fastForward(20_000);
  const news = page.getByRole("button", { name: "2 new comments" });
  await expect(news).toBeVisible();
  await expect(page.getByRole("link", { name: "5 comments" })).toBeVisible();
  expect(await last.boundingBox()).toEqual(before);
  await expect(reply).toBeFocused();
  await expectSoundInAllLooks(page, "new comments");

  await news.click();
  await expect(page.getByRole("article").getByText(/^Comment/)).toHaveText(
    [5, 4, 3, 2, 1].map((n) => `Comment ${n}`),
  );
  await expect(news).toBeHidden();
  await expect(field).toHaveValue("Half a thought");
  await expect(reply).toHaveValue("Half a reply");
});

test("comments below the screen, and the first one, appear by themselves", async ({ page }) => {
  const { say } = await openPost(page, 0);
  await say("The first");
  await page.clock.fastForward(20_000);
  await expect(page.getByText("The first", { exact: true })).toBeVisible();

  await page.setViewportSize({ width: 800, height: 300 });
  await say("The second");
  await page.clock.fastForward(20_000);
  await expect(page.getByText("The second", { exact: true })).toBeAttached();
  await expect(page.getByRole("button", { name: /new comment/ })).toBeHidden();
});

test("new replies to an open thread wait too", async ({ page }) => {
  const { say, said } = await openPost(page, 1);
  const thread = said[0]?.id;
  await say("Reply 1", thread);
  await page.clock.fastForward(20_000);
  await page.getByRole("button", { name: "Show 1 reply" }).click();
  await expect(page.getByText("Reply 1", { exact: true })).toBeVisible();

  await say("Reply 2", thread);
  await page.clock.fastForward(20_000);
  await page.getByRole("button", { name: "1 new reply" }).click();
  await expect(page.getByText("Reply 2", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "1 new reply" })).toBeHidden();
});

test("new comments are all shown, even if they fill more than a page", async ({ page }) => {
  const { say } = await openPost(page, 2);
  for (let place = 3; place <= 25; place++) await say(`Comment ${place}`);
  await page.clock.fastForward(20_000);
  await page.getByRole("button", { name: "20 new comments" }).click();
  await expect(page.getByText("Comment 25", { exact: true })).toBeVisible();
  await expect(async () => {
    await page.mouse.wheel(0, 2000);
    await expect(page.getByText("Comment 1", { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.getByRole("article").getByText(/^Comment/)).toHaveCount(25);
});

test("a link leads to an old comment or a reply, and a notice says if it is gone", async ({ page }) => {
  const { post, say, said } = await openPost(page, 30);
  const [first, second] = said;
  const reply = await say("A reply", second?.id);

  await page.goto(`/posts/${post.id}?comment=${first?.id}`);
  const comment = page.getByRole("article").filter({ hasText: /Comment 1(?!\d)/ });
  await expect(comment).toBeFocused();
  await expect(comment).toBeInViewport();
  await expectSoundInAllLooks(page, "a comment that a link leads to");

  await page.goto(`/posts/${post.id}?comment=${reply.id}`);
  const replied = page.getByRole("list", { name: /^Replies to/ }).getByRole("article");
  await expect(replied).toBeFocused();
  await expect(replied).toBeInViewport();

  await page.goto(`/posts/${post.id}?comment=${reply.id + 1_000_000}`);
  await expect(page.getByText("The comment that the link leads to is not here.")).toBeVisible();
});
