import { expect, test } from "@playwright/test";
import { call, createPost, newPerson } from "./api";
import { signedIn } from "./session";

test("addresses, tags and names in a text lead where they say, and nothing else does", async ({ page }) => {
  const [reader, friend] = [await newPerson(), await newPerson()];
  const content = `See https://example.com/a?b=1#c. By @${friend.username.toUpperCase()} #Herons javascript:alert(1) <a href="https://evil.example/">x</a>`;
  const post = await createPost(reader.token, { title: "Links", content, tags: ["herons"] });
  await call("POST", `/posts/${post.id}/comments`, reader.token, {
    content: `@${reader.username} www.example.org`,
  });
  await signedIn(page, reader.token);
  await page.goto(`/posts/${post.id}`);

  const text = page.getByRole("article").first().locator("p.written");
  const away = text.getByRole("link", { name: "https://example.com/a?b=1#c", exact: true });
  await expect(away).toHaveAttribute("rel", "nofollow ugc noopener");
  await expect(away).toHaveAttribute("target", "_blank");
  await expect(away).toHaveAttribute("href", "https://example.com/a?b=1#c");
  await expect(text.getByRole("link")).toHaveCount(4);
  expect(await text.textContent()).toBe(content);

  await text.getByRole("link", { name: "#Herons" }).click();
  await expect(page).toHaveURL(/\/\?tags=Herons$/);
  await expect(page.getByRole("article", { name: "Links" })).toBeVisible();

  // A link in a card opens its own target, not the post.
  await page.getByRole("article").getByRole("link", { name: /^@/ }).click();
  await expect(page).toHaveURL(new RegExp(`/people/${friend.id}$`));
  await expect(page.getByRole("heading", { name: friend.username, level: 2 })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/\?tags=Herons$/);

  await page.goto(`/posts/${post.id}`);
  await page.getByRole("link", { name: `@${reader.username}` }).click();
  await expect(page.getByRole("heading", { name: reader.username, level: 2 })).toBeVisible();
});

test("a text can be read if the code of its links can't be loaded", async ({ page }) => {
  const { token } = await newPerson();
  const post = await createPost(token, { title: "Plain", content: "Without #links" });
  await page.route(/LinkedText/, (route) => route.abort());
  await signedIn(page, token);
  const asked = page.waitForRequest(/LinkedText/);
  await page.goto(`/posts/${post.id}`);
  await asked;
  await expect(page.getByText("Without #links")).toBeVisible();
  await expect(page.getByRole("link", { name: "#links" })).toHaveCount(0);
});
