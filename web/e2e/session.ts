import type { Page } from "@playwright/test";

/** Begins as somebody who chose to stay signed in, and who may sign out again. */
export async function signedIn(page: Page, token: string) {
  await page.addInitScript((value) => {
    // A tab keeps its name: what is done once is not done again at the next page.
    if (window.name === "signed-in") return;
    window.name = "signed-in";
    localStorage.setItem("token", value);
  }, token);
}
