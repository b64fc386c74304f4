import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson, tokenOf } from "./api";
import { signedIn } from "./session";
import { expectSound, expectSoundInAllLooks } from "./sound";

// All moderators share one queue.
test.describe.configure({ mode: "serial" });
// Otherwise contrast would be measured while colours fade.
test.use({ contextOptions: { reducedMotion: "reduce" } });

interface Case {
  id: number;
  kind: "post" | "comment" | "user";
  reporter: { id: number };
  resolution: { action: string; note: string } | null;
}

const cases = (status: "open" | "closed", token: string) =>
  call<Case[]>("GET", `/moderation/reports?status=${status}&limit=100`, token);

async function newModerator() {
  const moderator = await newPerson();
  const role = { role: "moderator" };
  await call("PUT", `/users/${moderator.id}/role`, await tokenOf("maya@example.com"), role);
  return moderator;
}

const current = (page: Page) => page.locator('#content article button[aria-expanded="true"]');

/** Presses a key that decides the current case, and waits until the case is gone. */
async function decide(page: Page, key: string) {
  const id = await current(page).getAttribute("aria-controls");
  await page.keyboard.press(key);
  await expect(page.locator(`[aria-controls="${id}"]`)).toHaveCount(0);
}

test("a moderator handles 20 cases with the keyboard only", async ({ page }) => {
  const [moderator, author, suspect] = [await newModerator(), await newPerson(), await newPerson()];
  const reporters = [await newPerson(), await newPerson(), await newPerson()];
  const maya = await tokenOf("maya@example.com");
  const demo = await call<{ id: number }[]>("GET", "/users/feed?limit=5", maya);
  const posts = [];
  for (let n = 1; n <= 8; n++)
    posts.push(await createPost(author.token, { title: `Buy number ${n}`, content: "Cheap" }));
  const comments = [];
  for (let n = 1; n <= 6; n++) {
    const path = `/posts/${posts[0]?.id}/comments`;
    comments.push(await call<{ id: number }>("POST", path, author.token, { content: `Buy ${n}` }));
  }
  const subjects = [
    ...posts.map(({ id }) => ({ post_id: id })),
    ...comments.map(({ id }) => ({ comment_id: id })),
    ...demo.map(({ id }) => ({ post_id: id })),
    { user_id: suspect.id },
  ];
  expect(subjects).toHaveLength(20);
  for (const subject of subjects)
    for (const { token } of reporters) await call("POST", "/reports", token, { ...subject, reason: "spam" });
  const first = reporters[0]?.id;
  const ours = async (status: "open" | "closed") =>
    (await cases(status, moderator.token)).filter(({ reporter }) => reporter?.id === first);
  expect(await ours("open")).toHaveLength(20);

  await signedIn(page, moderator.token);
  await page.goto("/moderation");
  await expect(current(page)).toBeVisible();
  await expectSoundInAllLooks(page, "the queue");
  const mine = new RegExp(`${author.username}$`);
  for (let handled = 0; handled < 20; handled++) {
    const name = (await current(page).textContent()) ?? "";
    const key = mine.test(name) ? "r" : "d";
    await decide(page, key);
    if (handled !== 4) continue;
    await expectSound(page, "a decision that can be undone");
    await page.keyboard.press("z"); // as after a slip of the finger
    await expect(page.getByText(/^Undone: /)).toBeVisible();
    await expectSound(page, "a decision that was undone");
    await expect(current(page)).toHaveText(name);
    await expect(current(page)).toBeFocused();
    await decide(page, key);
  }
  await expect.poll(() => ours("open")).toEqual([]);
  const closed = await ours("closed");
  expect(closed.filter(({ resolution }) => resolution?.action === "remove")).toHaveLength(14);
  expect(closed.filter(({ resolution }) => resolution?.action === "dismiss")).toHaveLength(6);
  const removed = closed.find(({ resolution }) => resolution?.action === "remove");
  expect(removed?.resolution?.note).toBe("This breaks the rule against spam.");
  await expect(call("GET", `/posts/${posts[3]?.id}`, maya)).resolves.toMatchObject({ is_removed: true });
  await expect(call("GET", `/posts/${posts[3]?.id}`, suspect.token)).rejects.toThrow("404");
});

test("a removed post is shown to its author, with the reason, and can be restored", async ({ page }) => {
  const [moderator, author, reporter] = [await newModerator(), await newPerson(), await newPerson()];
  const post = await createPost(author.token, { title: "Buy cheap watches", content: "Only today" });
  const { id } = await call<{ id: number }>("POST", "/reports", reporter.token, {
    post_id: post.id,
    reason: "spam",
    text: "Again and again",
  });
  const note = "We do not allow advertising.";
  await call("POST", `/moderation/reports/${id}/resolution`, moderator.token, { action: "remove", note });

  await signedIn(page, author.token);
  await page.goto("/notifications");
  const entry = page.getByRole("link", { name: `A moderator removed your post: ${note}` });
  await entry.click();
  await expect(page.getByText("A moderator removed this post. Only you can see it.")).toBeVisible();
  await expectSoundInAllLooks(page, "a removed post");

  const staff = await page.context().browser()?.newPage();
  if (!staff) throw new Error("the browser opened no page");
  await signedIn(staff, moderator.token);
  await staff.goto("/moderation/closed");
  await expectSoundInAllLooks(staff, "closed cases");
  await staff.getByRole("button", { name: /^Restore: Post .*Buy cheap watches/ }).click();
  await expect(staff.getByText("Restored.").first()).toBeVisible();
  await staff.close();
  await expect(call("GET", `/posts/${post.id}`, reporter.token)).resolves.toMatchObject({ id: post.id });

  await page.goto("/notifications");
  await expect(page.getByText("A moderator restored your post")).toBeVisible();
});

test("an admin suspends a user with the keyboard, and finds it in the log", async ({ page }) => {
  const admin = await tokenOf("maya@example.com");
  const [author, reporters] = [await newPerson(), [await newPerson(), await newPerson()]];
  for (const { token } of reporters)
    await call("POST", "/reports", token, { user_id: author.id, reason: "hate" });
  await signedIn(page, admin);
  await page.goto("/moderation");
  await expect(current(page)).toBeVisible();
  const names = await page.locator("#content article h2").allTextContents();
  for (let left = names.findIndex((name) => name.includes(author.username)); left > 0; left--)
    await page.keyboard.press("j");
  await expect(current(page)).toHaveText(`Account ${author.username}`);
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog", { name: `Suspend ${author.username}?` })).toBeVisible();
  await expectSoundInAllLooks(page, "the end of a suspension");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Suspended: ${author.username}`)).toBeVisible();
  await page.getByRole("link", { name: "Log" }).press("Enter"); // leaving sends it at once
  const row = page.getByRole("listitem").filter({ hasText: author.username });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("suspended", { timeout: 5_000 });
  }).toPass();
  await expect(row).toContainText("This breaks the rule against hate.");
  await expectSoundInAllLooks(page, "the log");
  await expect(call("GET", "/users/me", author.token)).rejects.toThrow("401");
});
