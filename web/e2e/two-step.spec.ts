import { createHmac } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { newPerson } from "./api";
import { type Person, signIn } from "./session";
import { expectSound } from "./sound";

/** Returns the code that an authenticator app shows (RFC 6238) after this many further steps of 30 s. */
function codeOf(secret: string, later = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", key).update(step).digest();
  const number = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

async function submitPassword(page: Page, { email, password }: Person) {
  await page.goto("/sign-in?next=%2Fsettings%2Fsecurity");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("textbox", { name: "Code" })).toBeFocused();
}

async function sendCode(page: Page, code: string) {
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("two-step sign-in is turned on, signs in with codes of both kinds, and is turned off", async ({
  page,
}) => {
  const person = await newPerson();
  await signIn(page, person, "/settings/security");
  await page.getByRole("button", { name: "Set it up…" }).click();
  const form = page.getByRole("form", { name: "Two-step sign-in" });
  await form.getByLabel("Your password").fill(person.password);
  await form.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectSound(page, "the secret of two-step sign-in");
  const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  const secret = (shown ?? "").replaceAll(" ", "");

  await form.getByRole("textbox", { name: "Code" }).fill("12345");
  await form.getByRole("button", { name: "Turn it on" }).click();
  await expect(form.getByRole("textbox", { name: "Code" })).toHaveAttribute("aria-invalid", "true");
  const first = codeOf(secret);
  await form.getByRole("textbox", { name: "Code" }).fill(first);
  await form.getByRole("button", { name: "Turn it on" }).click();
  const list = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(list).toHaveCount(10);
  await expectSound(page, "the recovery codes");
  const [recovery = "", another = ""] = await list.allTextContents();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("social-recovery-codes.txt");
  await page.getByRole("button", { name: "I’ve saved them" }).click();
  await expect(page.getByText("Two-step sign-in is on.")).toBeVisible();

  await signOut(page);
  await submitPassword(page, person);
  await expectSound(page, "a sign-in that needs a code");
  await sendCode(page, first); // already used
  await expect(page.getByRole("alert")).toContainText("Wrong email, password or code");
  await sendCode(page, codeOf(secret, 1));
  await expect(page.getByText("Two-step sign-in is on.")).toBeVisible();

  await signOut(page);
  await submitPassword(page, person);
  await sendCode(page, recovery.toLowerCase());
  await expect(page.getByText("Two-step sign-in is on.")).toBeVisible();

  await page.getByRole("button", { name: "Turn it off…" }).click();
  const off = page.getByRole("form", { name: "Turn off two-step sign-in" });
  await expectSound(page, "turning two-step sign-in off");
  await off.getByLabel("Your password").fill(person.password);
  await off.getByRole("textbox", { name: "Code" }).fill(recovery); // already used
  await off.getByRole("button", { name: "Turn it off" }).click();
  await expect(off.getByRole("textbox", { name: "Code" })).toHaveAttribute("aria-invalid", "true");
  await off.getByRole("textbox", { name: "Code" }).fill(another);
  await off.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByRole("button", { name: "Set it up…" })).toBeVisible();

  await signOut(page);
  await signIn(page, person);
});
