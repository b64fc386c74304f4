import { expect, test } from "@playwright/test";
import { mailedPath, newPerson, tokenOf } from "./api";
import { signIn } from "./session";
import { expectSound } from "./sound";

const next = "a kettle on the blue stove";

test("a forgotten password is replaced by the link in a mail, once", async ({ page }) => {
  const person = await newPerson();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If an account has this address")).toBeVisible();
  await expectSound(page, "a requested reset");

  const link = await mailedPath(person.email, /\/reset#[\w.-]+/);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("password123");
  await expect(page.getByText("Very weak")).toBeVisible();
  await expectSound(page, "a weak password");
  await page.getByLabel("New password", { exact: true }).press("Enter");
  await expect(page.getByLabel("New password", { exact: true })).toHaveAttribute("aria-invalid", "true"); // the API's list is longer
  await page.getByLabel("New password", { exact: true }).fill(next);
  await expect(page.getByText("Strong.")).toBeVisible();
  await page.getByLabel("New password", { exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: "Your new password is set" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await expectSound(page, "a new password");

  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(next);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your feed starts here" })).toBeVisible();
  await expect(tokenOf(person.email, person.password)).rejects.toThrow("401");

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("another one that is long");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
});

test("a password is changed here, and this device stays signed in", async ({ page }) => {
  const person = await newPerson();
  await signIn(page, person, "/settings/security");
  const form = page.getByRole("form", { name: "Password" });
  await form.getByLabel("Current password").fill("not the password");
  await form.getByLabel("New password").fill(next);
  await form.getByRole("button", { name: "Change the password" }).click();
  await expect(form.getByLabel("Current password")).toHaveAttribute("aria-invalid", "true");
  await expectSound(page, "a wrong password");

  await form.getByLabel("Current password").fill(person.password);
  await form.getByRole("button", { name: "Change the password" }).click();
  await expect(form.getByText("Your password is changed")).toBeVisible();
  await page.reload();
  await expect(page.getByText("This device")).toBeVisible();
  await tokenOf(person.email, next);
});
