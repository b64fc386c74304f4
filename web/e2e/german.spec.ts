import { expect, type Page, test } from "@playwright/test";
import { createPost, freshUsername, newPerson, tokenOf } from "./api";
import { englishOn } from "./english";
import { inside, outside } from "./paths";
import { signedIn } from "./session";
import { expectSoundInBothThemes } from "./sound";

// German words are long, so German on the narrowest screen is the hardest to fit.
test.use({
  locale: "de-DE",
  viewport: { width: 320, height: 800 },
  contextOptions: { reducedMotion: "reduce" },
});

test("every page for signed-out users is in German", async ({ page }) => {
  for (const path of outside) await expectGermanAt(page, path);
});

test("every page for signed-in users is in German", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  for (const path of inside) await expectGermanAt(page, path);
});

test("errors of forms and dead links are in German", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByText("Gib dein Passwort ein")).toBeVisible();
  await expectGerman(page, "a sign-in with nothing in it");

  await page.goto("/register");
  await page.getByLabel("Benutzername").fill("ä");
  await page.getByLabel("E-Mail").fill("nobody");
  await page.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(page.getByText("Gib eine E-Mail-Adresse ein")).toBeVisible();
  await expectGerman(page, "a registration that breaks rules");

  await page.getByLabel("Benutzername").fill(freshUsername());
  await page.getByLabel("E-Mail").fill("nobody@example.com");
  await page.getByLabel("Passwort", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Konto anlegen" }).click();
  await expect(page.getByText("Das ist ein häufiges Passwort")).toBeVisible(); // only the API knows
  await expectGerman(page, "a registration that the API refuses");

  await page.goto("/confirm/some-token");
  await page.getByRole("button", { name: "Meine Adresse bestätigen" }).click();
  await expect(page.getByRole("heading", { name: "Dieser Link gilt nicht mehr" })).toBeVisible();
  await expectGerman(page, "a dead link");

  await signedIn(page, (await newPerson()).token);
  await page.goto("/");
  await page.getByRole("button", { name: "Was geht dir durch den Kopf?" }).click();
  await page.getByRole("button", { name: "Posten" }).click();
  await expect(page.getByText("Gib ihm einen Titel")).toBeVisible();
  await expectGerman(page, "a post with nothing in it");
  await page.getByRole("button", { name: "Verwerfen" }).click();

  await page.goto("/settings/profile");
  await page.getByLabel("Website").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByText("Gib eine Adresse ein, die mit https://")).toBeVisible();
  await expectGerman(page, "a profile that breaks rules");

  await page.goto("/settings/account");
  const form = page.getByRole("form", { name: "E-Mail-Adresse" });
  await form.getByLabel("Neue E-Mail-Adresse").fill("nobody@example.com");
  await form.getByLabel("Dein Passwort").fill("not the password");
  await form.getByRole("button", { name: "Adresse ändern" }).click();
  await expect(form.getByText("Dieses Passwort ist falsch")).toBeVisible();
  await expectGerman(page, "an address that the API does not change");
});

test("menus and dialogs are in German", async ({ page }) => {
  await signedIn(page, await tokenOf("maya@example.com"));
  const opened: [string, string, "menu" | "dialog"][] = [
    ["/", "Neueste zuerst", "menu"],
    ["/", "Filtern", "dialog"],
    ["/people/2", "Rolle setzen", "menu"],
    ["/people/2", "Mehr zu tomas", "menu"],
  ];
  for (const [path, name, role] of opened) {
    await page.goto(path);
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole(role)).toBeVisible();
    await expectGerman(page, name);
  }
  await page.keyboard.press("Escape");
  await expect(async () => {
    await page.keyboard.press("?"); // the keys work a second after the page is drawn
    await expect(page.getByRole("dialog", { name: "Tastatur" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expectGerman(page, "the list of the keys");
});

test("questions, a report and a toast are in German", async ({ page }) => {
  const [reader, { username, token }] = [await newPerson(), await newPerson()];
  const post = await createPost(token, { title: "Ein Test", content: "Hallo" });
  await signedIn(page, reader.token);
  await page.goto(`/posts/${post.id}`);
  const choose = async (item: string) => {
    await page.getByRole("button", { name: "Mehr zu „Ein Test“" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await choose(`${username} blockieren`);
  await expect(page.getByRole("alertdialog", { name: `${username} blockieren?` })).toBeVisible();
  await expectGerman(page, "a question before blocking");
  await page.keyboard.press("Escape");

  await choose("Melden");
  await expect(page.getByRole("dialog", { name: "Diesen Beitrag melden" })).toBeVisible();
  await expectGerman(page, "a report");
  await page.getByRole("button", { name: "Meldung senden" }).click();
  await expect(page.getByRole("dialog", { name: "Danke für die Meldung" })).toBeVisible();
  await expectGerman(page, "thanks for a report");
  await page.keyboard.press("Escape");

  await choose(`${username} stummschalten`);
  await page.getByText(`${username} ist stummgeschaltet.`).first().hover(); // a toast stays while the pointer is on it
  await expectGerman(page, "a toast");

  await page.getByLabel("Kommentar", { exact: true }).fill("Angefangen");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Einstellungen", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Überall abmelden" }).click();
  await expect(page.getByRole("alertdialog", { name: "Abmelden?" })).toBeVisible();
  await expectGerman(page, "a question before signing out");
});

async function expectGermanAt(page: Page, path: string) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectGerman(page, path);
}

async function expectGerman(page: Page, what: string) {
  await expectSoundInBothThemes(page, `${what} in German`);
  expect(await englishOn(page), `${what} has English texts`).toEqual([]);
}
