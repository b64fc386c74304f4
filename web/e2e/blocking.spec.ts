import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { expectSound, expectSoundInAllLooks } from "./sound";

// Otherwise contrast would be measured while colours fade.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Returns a signed-in reader, and a writer whom the reader follows, with a post. */
async function readerAndWriter(page: Page) {
  const [reader, writer] = [await newPerson(), await newPerson()];
  await call("PUT", `/users/${writer.id}/follow`, reader.token);
  const post = await createPost(writer.token, { title: "The heron is back", content: "Third spring." });
  await signedIn(page, reader.token);
  return { reader, writer, post };
}

const more = (page: Page) => page.getByRole("button", { name: "More about “The heron is back”" });

test("a block hides both from each other, and is undone in the settings", async ({ page }) => {
  const { reader, writer } = await readerAndWriter(page);
  await page.goto("/");
  await more(page).click();
  await page.getByRole("menuitem", { name: `Block ${writer.username}` }).click();
  const question = page.getByRole("alertdialog", { name: `Block ${writer.username}?` });
  await question.getByRole("button", { name: "Block" }).click();
  await expect(question).toHaveCount(0); // it closes when the API has answered
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(call("GET", `/users/${reader.id}`, writer.token)).rejects.toThrow("404");

  await page.goto(`/people/${writer.id}`);
  await expect(page.getByRole("heading", { name: `You blocked ${writer.username}` })).toBeVisible();
  await expectSoundInAllLooks(page, "a blocked profile");
  await page.getByRole("link", { name: "Blocked and muted" }).click();
  await page.getByRole("button", { name: `Unblock ${writer.username}` }).click();
  await expect(page.getByRole("button", { name: `Block ${writer.username}` })).toBeFocused();
  await page.getByRole("link", { name: writer.username }).click();
  await expect(page.getByRole("button", { name: `Follow ${writer.username}` })).toBeVisible(); // the follow is gone
  await expect(more(page)).toBeVisible();
});

test("a mute empties the feed at once, and is undone from the toast", async ({ page }) => {
  const { reader, writer } = await readerAndWriter(page);
  await page.goto("/");
  await more(page).click();
  await page.getByRole("menuitem", { name: `Mute ${writer.username}` }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  const mutes = () => call<unknown[]>("GET", "/account/mutes", reader.token);
  expect(await mutes()).toHaveLength(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(more(page)).toBeVisible();
  expect(await mutes()).toHaveLength(0);
});

test("a report is sent by keys alone, and offers to block", async ({ page }) => {
  const { writer } = await readerAndWriter(page);
  await page.goto("/");
  await more(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Report" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Report this post" });
  await expect(dialog.getByRole("radio", { name: "Spam" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Harassment" })).toBeChecked();
  await expectSoundInAllLooks(page, "a report");
  await page.keyboard.press("Enter");
  const thanks = page.getByRole("dialog", { name: "Thank you for the report" });
  await expect(thanks.getByRole("button", { name: "Done" })).toBeFocused();
  await expectSoundInAllLooks(page, "thanks for a report");
  await thanks.getByRole("button", { name: `Block ${writer.username}` }).press("Enter");
  await expect(page.getByRole("alertdialog", { name: `Block ${writer.username}?` })).toBeVisible();
  await expectSound(page, "a question before blocking");
  await page.keyboard.press("Escape");
  await expect(more(page)).toBeFocused();
});
