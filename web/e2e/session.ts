import type { Page } from "@playwright/test";

/** Starts the page as a user who chose to stay signed in. The user can still sign out. */
export async function signedIn(page: Page, token: string) {
  await page.addInitScript((value) => {
    // A tab keeps its name across pages, so this signs in only once.
    if (window.name === "signed-in") return;
    window.name = "signed-in";
    localStorage.setItem("token", value);
  }, token);
}
