import { expect, type Page, test } from "@playwright/test";
import { call, createPost, newPerson, tokenOf } from "./api";
import { fillSignIn, type Person, signedIn } from "./session";

// What users do every day: type key by key, go back, lose the session, press twice.

test("a search is emptied by Backspace, by Escape and by select-all", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible(); // the first frame is inert
  const field = page.getByRole("searchbox", { name: "Search your feed" });
  await field.pressSequentially("zq");
  await expect(page.getByText("Type at least 3 characters")).toBeVisible();
  await field.pressSequentially("x y", { delay: 400 });
  await expect(field).toHaveValue("zqx y"); // a search that starts between two keys loses neither
  await expect(page).toHaveURL(/\?q=zqx.y$/);

  for (const _ of "zqx y") await field.press("Backspace");
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("article").first()).toBeVisible();

  for (const keys of [["Escape"], ["ControlOrMeta+a", "Delete"]]) {
    await field.pressSequentially("nothing");
    await expect(page).toHaveURL(/\?q=nothing$/);
    for (const key of keys) await field.press(key);
    await expect(page).toHaveURL(/\/$/);
    await expect(field).toHaveValue("");
  }
});

test("a search is one step of Back, however many letters it has", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  const before = await page.evaluate(() => history.length);
  const field = page.getByRole("searchbox", { name: "Search your feed" });
  await field.pressSequentially("nothing", { delay: 400 }); // each key is a search of its own
  await expect(page).toHaveURL(/\?q=nothing$/);
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(field).toHaveValue("");
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("no field is so small that the phone zooms in on it", async ({ page }) => {
    const post = await newPostOf(page);
    for (const path of ["/", "/people", `/posts/${post.id}`, `/posts/${post.id}?edit=true`]) {
      await page.goto(path);
      await expect(page.locator("#content").getByRole("textbox").or(searchbox(page)).first()).toBeVisible();
      if (path === "/") await page.getByRole("button", { name: "What’s on your mind?" }).click();
      if (path === "/") await page.getByRole("button", { name: "Filter" }).click();
      const fields = page.locator("input:not([type=checkbox], [type=radio]), textarea");
      const smallest = () =>
        fields.evaluateAll((all) =>
          Math.min(...all.map((field) => Number.parseFloat(getComputedStyle(field).fontSize))),
        );
      // A field that is being replaced by its form has no size.
      await expect.poll(smallest, path).toBeGreaterThanOrEqual(16);
    }
  });
});

for (const [browser, written] of [
  ["de-AT", "de-AT"],
  ["fr-FR", "en"], // there are no French texts
] as const) {
  test(`dates and numbers are written in the language of the texts: ${browser}`, async ({ page }) => {
    await page.addInitScript((language) => {
      Object.defineProperty(navigator, "languages", { value: [language, "en"] });
    }, browser);
    const post = await newPostOf(page);
    await page.goto(`/posts/${post.id}`);
    const today = { dateStyle: "full", timeZone: "Europe/Berlin" } as const; // the browser's zone
    const time = page.getByRole("article").first().locator("time");
    await expect(time).toContainText(new Date().toLocaleDateString(written, today));
  });
}

test("a day typed into the filter applies on Enter, and not while it is typed", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  await page.getByRole("button", { name: "Filter" }).click();
  const from = page.getByLabel("From", { exact: true });
  await from.focus();
  await page.keyboard.type("0202"); // day and month are both 02, so their order does not matter
  await page.keyboard.type("2024", { delay: 50 });
  await expect(from).toHaveValue("2024-02-02");
  await expect(page).toHaveURL(/\/$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?since=2024-02-02$/);

  await page.getByLabel("To", { exact: true }).focus();
  await page.keyboard.type("01012023", { delay: 50 });
  await page.keyboard.press("Enter");
  await expect(page.getByText("“From” must not be after “To”.")).toBeVisible();
  await expect(page).toHaveURL(/\?since=2024-02-02$/);
});

test("a draft survives the end of the session, for its author only", async ({ page }) => {
  const [writer, other] = [await newPerson(), await newPerson()];
  const post = await createPost(writer.token, { title: "Drafts", content: "As it was" });
  await signInAs(page, writer, `/posts/${post.id}`);
  await page.getByLabel("Comment", { exact: true }).pressSequentially("Half a thought");
  await loseSession(page, /POST/); // the page's own requests must not end the session first
  await page.getByRole("button", { name: "Comment" }).click();
  await signInAs(page, writer);
  await expect(page.getByLabel("Comment", { exact: true })).toHaveValue("Half a thought");

  await page.getByRole("button", { name: /More about/ }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await page.getByLabel("Text").pressSequentially(", and more");
  await loseSession(page, /POST|PATCH/);
  await page.getByRole("button", { name: "Save" }).click();
  await signInAs(page, other);
  await expect(page.getByRole("article", { name: "" }).first()).toContainText("As it was");
  await expect(page.getByLabel("Comment", { exact: true })).toHaveValue("");
  await loseSession(page);
  await page.getByRole("link", { name: "People" }).first().click();
  await signInAs(page, writer);
  await page.goto(`/posts/${post.id}?edit=true`);
  await expect(page.getByLabel("Text")).toHaveValue("As it was, and more");
});

test("Back leads to the same place, even after three pages", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  await page.goto("/");
  const cards = page.getByRole("article");
  await expect(cards.first()).toBeVisible();
  await expect(async () => {
    await page.mouse.wheel(0, 2000);
    expect(await cards.count()).toBeGreaterThan(45);
  }).toPass();

  for (const [place, back] of [
    [44, "the browser's"],
    [13, "the page's own"],
    [38, "the browser's"],
  ] as const) {
    const title = cards.nth(place).getByRole("heading").getByRole("link");
    await title.evaluate((link) => link.scrollIntoView({ block: "center" }));
    const path = (await title.getAttribute("href")) ?? "";
    const before = (await title.boundingBox())?.y ?? 0;
    await title.click();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
    await expect(page.getByLabel("Comment", { exact: true })).toBeVisible();
    if (back === "the browser's") await page.goBack();
    else await page.getByRole("button", { name: "Back" }).click();
    const again = page.locator(`h2 a[href="${path}"]`);
    await expect(async () => {
      const y = (await again.boundingBox())?.y ?? -1000;
      expect(Math.abs(y - before), `after ${back} Back from post ${place}`).toBeLessThanOrEqual(4);
    }).toPass();
  }
});

test("a post on its way can't be discarded", async ({ page }) => {
  const { token } = await newPerson();
  await signedIn(page, token);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/v1/posts", async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto("/");
  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  await page.getByLabel("Title").pressSequentially("Sent");
  await page.getByLabel("Text").pressSequentially("Once");
  await page.getByRole("button", { name: "Post", exact: true }).dblclick();
  await expect(page.getByRole("button", { name: "Discard" })).toBeDisabled();
  answer();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "What’s on your mind?" })).toBeFocused();
});

test("signing out asks first, and ends the session only then", async ({ page }) => {
  const { token, username } = await newPerson();
  await signedIn(page, token);
  await page.goto("/");
  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  await page.getByLabel("Title").pressSequentially("Half");
  const out = async () => {
    await page.getByRole("button", { name: `Account of ${username}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await out();
  await page.getByRole("alertdialog").getByRole("button", { name: "Stay" }).click();
  expect(await page.evaluate(() => localStorage.getItem("session"))).toContain(token);
  await page.reload({ waitUntil: "commit" }).catch(() => undefined);
  await expect(page.getByLabel("Title")).toHaveValue("Half");

  await out();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("the last of several quick presses on Follow counts, here and on the server", async ({ page }) => {
  const { button, isFollowed, press } = await followable(page);
  await press(5);
  await expect(button).toHaveAccessibleName(/^Following/);
  await expect(button).toHaveAttribute("aria-busy", "false");
  expect(await isFollowed()).toBe(true);
  await page.reload();
  await expect(button).toHaveAccessibleName(/^Following/);
});

test("leaving a page during quick presses still sends the last one", async ({ page }) => {
  const { isFollowed, press } = await followable(page);
  await press(3);
  await page.goto("/favicon.svg");
  await expect.poll(isFollowed).toBe(true);
});

test("a new post with the filter's tag appears in the filtered feed", async ({ page }) => {
  const { token } = await newPerson();
  await signedIn(page, token);
  await page.goto("/?tags=birds");
  await page.getByRole("button", { name: "What’s on your mind?" }).click();
  await page.getByLabel("Title").pressSequentially("A heron");
  await page.getByLabel("Text").pressSequentially("By the water");
  await page.getByLabel("Tags, separated by commas").pressSequentially("birds,");
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await expect(page.getByRole("article", { name: "A heron" })).toBeVisible();
});

/** Signs in as a new user, and returns their only post. */
async function newPostOf(page: Page) {
  const { token } = await newPerson();
  const post = await createPost(token, { title: "Only", content: "One" });
  await signedIn(page, token);
  return post;
}

const searchbox = (page: Page) => page.locator("#content").getByRole("searchbox");

/** Opens another user's profile, and returns helpers for its follow button. */
async function followable(page: Page) {
  const [me, other] = [await newPerson(), await newPerson()];
  await signedIn(page, me.token);
  await page.goto(`/people/${other.id}`);
  const button = page.getByRole("button", { name: new RegExp(`ollow ${other.username}$`) });
  return {
    button,
    press: async (times: number) => {
      for (let press = 0; press < times; press++) await button.click({ noWaitAfter: true });
    },
    isFollowed: async () =>
      (await call<{ is_followed: boolean }>("GET", `/users/${other.id}`, me.token)).is_followed,
  };
}

async function loseSession(page: Page, atMethods = /./) {
  await page.route("**/v1/**", (route) =>
    atMethods.test(route.request().method())
      ? route.fulfill({
          status: 401,
          contentType: "application/problem+json",
          body: JSON.stringify({ title: "Unauthorized", status: 401, detail: "the token has expired" }),
        })
      : route.continue(),
  );
}

/** Signs in with the form, after opening path if given, else where the app shows it. */
async function signInAs(page: Page, person: Person, path?: string) {
  if (path) await page.goto(path);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.unroute("**/v1/**");
  await fillSignIn(page, person);
}
