import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { call, createPost, freshUsername, mailedPath, newPerson, tokenOf } from "./api";
import { type Person, signIn } from "./session";
import { expectSound } from "./sound";

// The account page, and the links in the mails that its forms send.

/** Signs the person in on the account page, and returns the form with the name. */
async function accountForm(page: Page, person: Person, name: string) {
  await signIn(page, person, "/settings/account");
  return page.getByRole("form", { name });
}

/** Opens a link from a mail. Without the blank page, a change of the fragment alone would load nothing. */
async function openLink(page: Page, link: string) {
  await page.goto("about:blank");
  await page.goto(link);
}

test("a username is changed once, and everybody sees the new one", async ({ page }) => {
  const [person, reader] = [await newPerson(), await newPerson()];
  const { id } = await createPost(person.token, { title: "Written before", content: "Under the old name" });
  const form = await accountForm(page, person, "Username");
  const field = form.getByLabel("Username");
  await expect(field).toHaveValue(person.username);
  await field.fill(reader.username);
  await form.getByRole("button", { name: "Change the username" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expectSound(page, "a username that is taken");

  const name = freshUsername();
  await field.fill(name);
  await form.getByRole("button", { name: "Change the username" }).click();
  await expect(page.getByText("Your username is changed.", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: `Account of ${name}` })).toBeVisible();
  expect((await call<{ username: string }>("GET", `/posts/${id}`, reader.token)).username).toBe(name);

  await field.fill(person.username);
  await form.getByRole("button", { name: "Change the username" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true"); // once in 30 days
});

test("an address changes with the link in its mail, and the old address can undo the change", async ({
  page,
}) => {
  const person = await newPerson();
  const address = `${freshUsername()}@example.com`;
  const form = await accountForm(page, person, "Email address");
  await form.getByLabel("New email address").fill(address);
  await form.getByLabel("Your password").fill("not the password");
  await form.getByRole("button", { name: "Change the address" }).click();
  await expect(form.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Your password").fill(person.password);
  await form.getByRole("button", { name: "Change the address" }).click();
  await expect(form.getByText("We sent a link to")).toContainText(address);
  await expectSound(page, "an address that was asked for");
  await tokenOf(person.email, person.password); // the old address still signs in

  const link = await mailedPath(address, /\/email#[\w-]+/);
  await openLink(page, link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await expectSound(page, "a confirmed address");
  await expect(tokenOf(person.email, person.password)).rejects.toThrow("401");
  await tokenOf(address, person.password);
  await openLink(page, link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();

  await openLink(page, await mailedPath(person.email, /\/email\/keep#[\w-]+/));
  await expectSound(page, "a way back to the old address");
  await page.getByRole("button", { name: "Keep this address" }).click();
  await expect(page.getByRole("heading", { name: "You have your address back" })).toBeVisible();
  await expect(tokenOf(address, person.password)).rejects.toThrow("401");
  await openLink(page, await mailedPath(person.email, /\/reset#[\w-]+/));
  await page.getByLabel("New password", { exact: true }).fill("a kettle on the blue stove");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { name: "Your new password is set" })).toBeVisible();
  await tokenOf(person.email, "a kettle on the blue stove");
});

test("a user downloads all stored data as an archive, at most once an hour", async ({ page }) => {
  const person = await newPerson();
  await createPost(person.token, { title: "To take along", content: "A post" });
  const form = await accountForm(page, person, "Your data");
  await form.getByLabel("Your password").fill(person.password);
  const download = page.waitForEvent("download");
  await form.getByRole("button", { name: "Download" }).click();
  const file = await download;
  await expect(page.getByText("Your archive is downloaded.", { exact: true })).toBeVisible();
  expect(file.suggestedFilename()).toMatch(/^social-\d{4}-\d\d-\d\d\.zip$/);
  const archive = (await readFile(await file.path())).toString("latin1");
  expect(archive.slice(0, 4)).toBe("PK\u0003\u0004");
  for (const name of ["account.json", "posts.ndjson", "comments.ndjson", "sessions.ndjson"]) {
    expect(archive).toContain(name);
  }

  await form.getByLabel("Your password").fill(person.password);
  await form.getByRole("button", { name: "Download" }).click();
  await expect(page.getByText(/Try again in \d+ min/)).toBeVisible();
  await expectSound(page, "an archive within the hour");
});

test("a deleted account is gone, and the link in its mail brings it back", async ({ page }) => {
  const [person, reader] = [await newPerson(), await newPerson()];
  const { id } = await createPost(person.token, { title: "Here today", content: "A post" });
  await signIn(page, person, "/settings/account");
  await page.getByRole("button", { name: "Delete my account…" }).click();
  const form = page.getByRole("form", { name: "Delete account" });
  await form.getByLabel("Your password").fill("not the password");
  await form.getByRole("button", { name: "Delete my account" }).click();
  await expect(form.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
  await expectSound(page, "a deletion with a wrong password");
  await form.getByLabel("Your password").fill(person.password);
  await form.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  await expectSound(page, "a deleted account");
  await expect(call("GET", "/users/me", person.token)).rejects.toThrow("401");
  await expect(call("GET", `/posts/${id}`, reader.token)).rejects.toThrow("404");
  await expect(tokenOf(person.email, person.password)).rejects.toThrow("401");

  const link = await mailedPath(person.email, /\/restore#[\w-]+/);
  await openLink(page, link);
  await page.getByRole("button", { name: "Restore my account" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await expectSound(page, "a restored account");
  await call("GET", `/posts/${id}`, reader.token);
  await signIn(page, person, `/posts/${id}`);
  await expect(page.getByRole("heading", { name: "Here today" })).toBeVisible();

  await openLink(page, link);
  await page.getByRole("button", { name: "Restore my account" }).click();
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});
