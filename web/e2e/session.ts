import { expect, type Page } from "@playwright/test";

/** Starts the page as a user who chose to stay signed in. The user can still sign out. */
export async function signedIn(page: Page, token: string) {
  await page.addInitScript((accessToken) => {
    // A tab keeps its name across pages, so this signs in only once.
    if (window.name === "signed-in") return;
    window.name = "signed-in";
    const session = { id: 0, accessToken, endsAt: Date.now() + 86_400_000, refreshToken: "" };
    localStorage.setItem("session", JSON.stringify(session));
  }, token);
}

export interface Person {
  email: string;
  password: string;
}

/** Signs in with the form, which then opens path. */
export async function signIn(page: Page, person: Person, path = "/") {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await fillSignIn(page, person);
}

/** Fills in and sends the form that is open, and waits for the page behind it. */
export async function fillSignIn(page: Page, { email, password }: Person) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main", { name: "" }).locator("header")).toBeVisible();
}
