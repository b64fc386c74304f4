import { expect, test } from "@playwright/test";
import { confirmPath, freshUsername, newPassword } from "./api";

test("from a registration to a deleted post", async ({ page }) => {
  const username = freshUsername();
  const email = `${username}@example.com`;
  const title = `Hello from ${username}`;

  await test.step("register", async () => {
    await page.goto("/register");
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(newPassword);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  });

  await test.step("confirm with the link in the mail", async () => {
    await page.goto(await confirmPath(email));
    await page.getByRole("button", { name: "Confirm my address" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
  });

  await test.step("sign in", async () => {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(newPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
  });

  await test.step("post", async () => {
    await page.getByRole("button", { name: "What’s on your mind?" }).click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Text").fill("A <b>first</b> post\n  with two lines.");
    await page.getByLabel("Tags, separated by commas").fill("hello,");
    await page.getByRole("button", { name: "Post", exact: true }).click();
    await expect(page.getByRole("article", { name: title })).toContainText("A <b>first</b> post");
  });

  await test.step("follow somebody, and see their posts", async () => {
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("searchbox", { name: "Search people" }).fill("lucia");
    await page.getByRole("button", { name: "Follow lucia" }).click();
    await expect(page.getByRole("button", { name: "Unfollow lucia" })).toBeVisible();
    await page.getByRole("link", { name: "Home" }).click();
    await expect(page.getByRole("article").filter({ hasText: "lucia" }).first()).toBeVisible();
  });

  await test.step("search and filter", async () => {
    await page.getByRole("searchbox", { name: "Search your feed" }).fill("FIRST</b>");
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("button", { name: "Clear the search" }).click();
    await page
      .getByRole("article", { name: title })
      .getByRole("link", { name: "hello", exact: true })
      .click();
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("button", { name: "Remove the filter #hello" }).click();
    await expect(page.getByRole("article").nth(1)).toBeVisible();
  });

  await test.step("comment", async () => {
    await page.getByRole("link", { name: title }).click();
    await page.getByLabel("Comment", { exact: true }).fill("And a first comment");
    await page.getByRole("button", { name: "Comment" }).click();
    await expect(page.getByRole("article", { name: `Comment by ${username}` })).toContainText(
      "And a first comment",
    );
  });

  await test.step("edit", async () => {
    await page.getByRole("button", { name: `More about “${title}”` }).click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await page.getByLabel("Text").fill("Changed");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Changed")).toBeVisible();
    await expect(page.getByText("edited")).toBeVisible();
  });

  await test.step("delete", async () => {
    await page.getByRole("button", { name: `More about “${title}”` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByRole("heading", { name: "Home" })).toBeVisible();
    await expect(page.getByRole("article", { name: title })).toHaveCount(0);
  });

  await test.step("sign out", async () => {
    await page.getByRole("button", { name: `Account of ${username}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  });
});
