import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { createPost, newPerson } from "./api";
import { signedIn } from "./session";
import { startSite } from "./site";
import { expectSound } from "./sound";

test.use({ serviceWorkers: "allow" });

/** Opens the feed of a new user with one post, and waits until the worker has cached the app. */
async function installedFeed(page: Page, title = "Kept") {
  const person = await newPerson();
  const post = await createPost(person.token, { title, content: "Readable in a tunnel" });
  await signedIn(page, person.token);
  await page.goto("/");
  await expect(page.getByRole("article", { name: title })).toBeVisible();
  await worker(page);
  return { person, post };
}

async function worker(page: Page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Waits until the device stores the text, which happens a moment after it is shown. */
async function keptOnDevice(page: Page, text: string) {
  await expect.poll(() => everythingStored(page)).toContain(text);
}

/** Returns the app's web storage, the URLs in its caches, and its databases' names, as one text. */
function everythingStored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const cached = names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url));
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await Promise.all(cached), databases]);
  });
}

test("the browser can install the app", async ({ page, context, request }) => {
  await page.goto("/sign-in");
  await worker(page);
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);

  const manifest = await (await request.get("/manifest.webmanifest")).json();
  const purposes = manifest.icons.map(({ purpose = "any" }: { purpose?: string }) => purpose);
  expect(purposes).toContain("maskable");
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.headers()["content-type"], src).toBe(type);
    const [width, height] = [16, 20].map((place) => icon.body().then((body) => body.readUInt32BE(place)));
    if (type === "image/png") expect(`${await width}x${await height}`, src).toBe(sizes);
  }
});

test("offline, the app opens with the last feed, and every page's code is cached", async ({
  page,
  context,
}) => {
  const { person, post } = await installedFeed(page);
  await keptOnDevice(page, "Readable in a tunnel");
  await context.setOffline(true);

  const tab = await context.newPage();
  await tab.goto("/");
  await expect(tab.getByRole("article", { name: "Kept" })).toContainText("Readable in a tunnel");
  await expect(tab.getByText(/These posts were loaded on/)).toBeVisible();
  await expectSound(tab, "a feed that was kept");
  await tab.getByRole("link", { name: "Kept" }).click();
  await expect(tab.getByRole("article").first()).toContainText("Readable in a tunnel");
  await tab.goto(`/posts/${post.id}`);
  await expect(tab.getByText("You’re offline.").first()).toBeVisible();
  for (const [path, heading] of [
    ["/settings", "Appearance"],
    ["/people", "People"],
    ["/people/1", "Profile"],
  ] as const) {
    await tab.goto(path);
    await expect(tab.getByRole("heading", { name: heading })).toBeVisible();
  }

  await tab.goto("/");
  await expect(tab.getByRole("article", { name: "Kept" })).toBeVisible();
  await context.setOffline(false);
  await createPost(person.token, { title: "After the tunnel", content: "Here" });
  await expect(tab.getByRole("article").first()).toBeVisible();
  await expect(tab.getByText(/These posts were loaded on/)).toHaveCount(0);
});

test("after signing out nothing of the feed is left, and the next user does not see it", async ({
  page,
  context,
}) => {
  const { person } = await installedFeed(page, "For my eyes");
  await keptOnDevice(page, "For my eyes");
  await page.getByRole("button", { name: `Account of ${person.username}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  for (const secret of ["For my eyes", person.username, person.token])
    expect(await everythingStored(page)).not.toContain(secret);

  const other = await newPerson();
  await page.getByLabel("Email").fill(other.email);
  await page.getByLabel("Password", { exact: true }).fill(other.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
  await keptOnDevice(page, other.username);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("without “keep me signed in” the feed is deleted with the tab", async ({ page, context }) => {
  const person = await newPerson();
  await createPost(person.token, { title: "In a library", content: "On a computer of many" });
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByLabel("Keep me signed in").uncheck();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("article", { name: "In a library" })).toBeVisible();
  await worker(page);
  await keptOnDevice(page, "In a library");
  await page.close();

  const next = await context.newPage();
  await next.goto("/");
  await expect(next.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await everythingStored(next)).not.toContain("In a library");
});

test("the worker keeps no response of the API, and no link with a token", async ({ page }) => {
  await installedFeed(page);
  await page.goto("/confirm/a-secret-token");
  await expect(page.getByRole("heading", { name: "Confirm your address" })).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await page.goto("/people?q=maya");
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
  const stored = await everythingStored(page);
  expect(stored).toContain("/index.html");
  expect(stored).not.toMatch(/\/v1\/|a-secret-token|q=maya/);
});

test("a new version is announced, and is installed when the user reloads", async ({ page, context }) => {
  const site = await startSite();
  try {
    const person = await newPerson();
    await signedIn(page, person.token);
    await page.goto(site.url);
    await worker(page);
    const old = await codeOf(page);

    await site.deployAnother();
    const other = await reopened(context, site.url);
    const notice = (tab: Page) => tab.getByRole("status").filter({ hasText: "A new version is available." });
    await expect(notice(other)).toBeVisible();
    await expectSound(other, "a new version");
    expect(await codeOf(other)).toBe(old); // nothing is forced
    await page.bringToFront();
    await expect(notice(page)).toBeVisible();
    await page.getByRole("button", { name: "What’s on your mind?" }).click();
    await page.getByLabel("Title").pressSequentially("Half a post");

    await notice(other).getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => codeOf(other)).not.toBe(old);
    await expect(notice(other)).toHaveCount(0);

    expect(await codeOf(page)).toBe(old); // the other tab continues, with what is being written
    await expect(page.getByLabel("Title")).toHaveValue("Half a post");
    await notice(page).getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => codeOf(page)).not.toBe(old);
    await expect(page.getByLabel("Title")).toHaveValue("Half a post");

    await context.setOffline(true);
    await page.goto(`${site.url}settings`);
    await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
    expect(await codeOf(page)).not.toBe(old);
  } finally {
    await site.close();
  }
});

/** Opens another tab, which makes the browser look for a new worker. */
async function reopened(context: BrowserContext, url: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(url);
  return tab;
}

/** Returns the names of the scripts that the page runs. */
function codeOf(page: Page): Promise<string> {
  return page
    .evaluate(() => [...document.querySelectorAll("script")].map(({ src }) => src).join(" "))
    .catch(() => ""); // the page is being reloaded
}
