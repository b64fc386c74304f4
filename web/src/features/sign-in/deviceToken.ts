// A device token tells the API that this account has signed in here before, so that
// wrong passwords tried elsewhere don't keep its owner out. It signs nobody in, and so
// it outlives the sign-out. It is stored under a hash of the address, which the next
// user of the device should not read.

const key = "devices";
const maxAccounts = 10;

async function nameOf(email: string): Promise<string> {
  const bytes = new TextEncoder().encode(email.trim().toLowerCase());
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(): [name: string, token: string][] {
  const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
  if (!Array.isArray(stored)) return [];
  return stored.filter((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[1] === "string");
}

/** Returns the account's device token, or undefined if it has never signed in here. */
export async function deviceTokenOf(email: string): Promise<string | undefined> {
  try {
    const name = await nameOf(email);
    return read().find(([other]) => other === name)?.[1];
  } catch {
    return undefined; // storage is disabled, or the context is not secure
  }
}

/** Keeps the account's device token. The account that signed in least recently makes room. */
export async function keepDeviceToken(email: string, token: string) {
  try {
    const name = await nameOf(email);
    const others = read().filter(([other]) => other !== name);
    localStorage.setItem(key, JSON.stringify([[name, token], ...others].slice(0, maxAccounts)));
  } catch {
    // Storage is disabled, or the context is not secure: the API counts attempts without the token.
  }
}
