import { expect, test } from "@playwright/test";
import { createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { expectSoundInAllLooks } from "./sound";

const written = { title: "The heron is back", content: "Third spring in a row." };

// Otherwise contrast would be measured while colours fade.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a name is completed with the keyboard alone, and sends nothing", async ({ page }) => {
  const [me, other] = [await newPerson(), await newPerson()];
  const post = await createPost(me.token, written);
  await signedIn(page, me.token);
  await page.goto(`/posts/${post.id}`);
  const field = page.getByLabel("Comment", { exact: true });
  const list = page.getByRole("listbox", { name: "People to mention" });
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));

  await field.pressSequentially(`Thanks @${other.username.slice(0, -1)}`);
  await expect(list.getByRole("option", { name: other.username })).toHaveAttribute("aria-selected", "true");
  await expectSoundInAllLooks(page, "names to complete");
  await field.press("Control+Enter");
  await expect(field).toHaveValue(`Thanks @${other.username} `);
  await expect(list).toBeHidden();
  await field.press("Control+z");
  await expect(field).toHaveValue(`Thanks @${other.username.slice(0, -1)}`);

  await field.press("End");
  await field.press("Backspace");
  await expect(list).toBeVisible();
  await field.press("Escape");
  await expect(list).toBeHidden();
  await field.press("Enter");
  await field.pressSequentially(`@${other.username.slice(0, 8)}`);
  await expect(list).toBeVisible();
  await field.press("Enter");
  await field.pressSequentially("again");
  await expect(field).toHaveValue(`Thanks @${other.username.slice(0, -2)}\n@${other.username} again`);
  expect(sent).toEqual([]);

  await field.press("Control+Enter");
  await expect(page.getByRole("article").getByRole("link", { name: `@${other.username}` })).toBeVisible();
});

test("the arrows choose, Tab inserts, and a touch does too", async ({ page }) => {
  const [me, , other] = [await newPerson(), await newPerson(), await newPerson()];
  await signedIn(page, me.token);
  await page.goto("/");
  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  const field = page.getByLabel("Text");
  const option = page.getByRole("option");

  await field.pressSequentially("@e2e_");
  await expect(option.nth(1)).toBeVisible();
  await expect(option.first()).toHaveAttribute("aria-selected", "true");
  await field.press("ArrowDown");
  await expect(option.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute(
    "aria-activedescendant",
    (await option.nth(1).getAttribute("id")) ?? "",
  );
  await field.press("ArrowUp");
  await field.press("ArrowUp");
  await expect(option.last()).toHaveAttribute("aria-selected", "true");
  const last = await option.last().locator("bdi").innerText();
  await field.press("Tab");
  await expect(field).toHaveValue(`@${last} `);
  await expect(field).toBeFocused();

  await field.pressSequentially(`@${other.username}`);
  await page.getByRole("option", { name: other.username }).click();
  await expect(field).toHaveValue(`@${last} @${other.username} `);
  await expect(field).toBeFocused();
});
