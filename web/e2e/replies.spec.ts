import { expect, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";

const written = { title: "The heron is back", content: "Third spring in a row." };

test("a reader likes and bookmarks a post, and replies to a comment", async ({ page }) => {
  const author = await newPerson();
  const reader = await newPerson();
  const post = await createPost(author.token, written);
  await call("POST", `/posts/${post.id}/comments`, author.token, { content: "What do you think?" });
  await signedIn(page, reader.token);
  await page.goto(`/posts/${post.id}`);

  await page.getByRole("button", { name: `Like ${written.title}` }).click();
  await expect(page.getByRole("button", { name: `Like ${written.title}`, pressed: true })).toHaveText("1");
  await page.getByRole("button", { name: `Bookmark ${written.title}` }).click();

  await page.getByRole("button", { name: /^Reply to/ }).click();
  await page.getByRole("form", { name: "New reply" }).getByLabel("Comment").fill("A lot");
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  const replies = page.getByRole("list", { name: /^Replies to/ });
  await expect(replies.getByText("A lot")).toBeVisible();

  await replies.getByRole("button", { name: /^More about the comment/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await replies.getByRole("form", { name: "Edit the comment" }).getByLabel("Comment").fill("Very much");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(replies.getByText("Very much")).toBeVisible();

  await page.goto("/bookmarks");
  await expect(page.getByRole("article").getByText(written.title)).toBeVisible();
});

test("a removed comment leaves its replies", async ({ page }) => {
  const author = await newPerson();
  const reader = await newPerson();
  const post = await createPost(author.token, written);
  const comment = await call<{ id: number }>("POST", `/posts/${post.id}/comments`, reader.token, {
    content: "First",
  });
  await call("POST", `/posts/${post.id}/comments`, author.token, {
    content: "Second",
    parent_id: comment.id,
  });
  await signedIn(page, author.token);
  await page.goto(`/posts/${post.id}`);

  await page.getByRole("button", { name: /^More about the comment/ }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("This comment was removed")).toBeVisible();
  await page.getByRole("button", { name: "Show 1 reply" }).click();
  await expect(page.getByText("Second")).toBeVisible();
});
