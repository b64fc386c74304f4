import { expect, test } from "@playwright/test";
import { newPerson } from "./api";
import { signIn } from "./session";
import { expectSound } from "./sound";

test("a device is signed out from another one, and the rest all at once", async ({ browser }) => {
  const person = await newPerson();
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext()));
  const [here, there, elsewhere] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!here || !there || !elsewhere) throw new Error("no pages");
  for (const page of [there, elsewhere, here]) await signIn(page, person);

  await here.goto("/settings/security");
  const devices = here.getByRole("list", { name: "Signed-in devices" }).getByRole("listitem");
  await expect(devices.first()).toContainText("This device");
  await expectSound(here, "the devices");
  const before = await devices.count();

  // The newest of the others is the page that signed in before this one.
  await devices
    .nth(1)
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(devices).toHaveCount(before - 1);
  await elsewhere.goto("/people");
  await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(elsewhere).toHaveURL(/next=%2Fpeople/);

  await here.getByRole("button", { name: "Sign out all other devices" }).click();
  await expect(devices).toHaveCount(1);
  await there.goto("/people");
  await expect(there.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await here.reload();
  await expect(devices).toHaveCount(1);
  await Promise.all(contexts.map((context) => context.close()));
});
