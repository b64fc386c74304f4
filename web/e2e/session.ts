import type { Page } from "@playwright/test";

/** Begins as somebody who chose to stay signed in. */
export async function signedIn(page: Page, token: string) {
  await page.addInitScript((value) => localStorage.setItem("token", value), token);
}
