import { expect, test } from "@playwright/test";
import { call, newPerson } from "./api";
import { signedIn } from "./session";

for (const width of [320, 1024]) {
  test(`on a screen of ${width} px a long bio is below the name, in full width`, async ({ page }) => {
    const [person, reader] = [await newPerson(), await newPerson()];
    await call("PATCH", "/account", person.token, { bio: "I build small wooden boats. ".repeat(10).trim() });
    await page.setViewportSize({ width, height: 780 });
    await signedIn(page, reader.token);
    await page.goto(`/people/${person.id}`);
    const about = page.getByRole("region", { name: "About" });
    const bio = await about.getByText(/^I build/).boundingBox();
    const name = await about.getByRole("heading", { name: person.username }).boundingBox();
    const avatar = await about.locator("[aria-hidden]").first().boundingBox();
    if (!bio || !name || !avatar) throw new Error("a part of the profile has no box");
    expect(Math.abs(name.y + name.height - (avatar.y + avatar.height / 2))).toBeLessThan(avatar.height / 2);
    expect(bio.y).toBeGreaterThan(avatar.y + avatar.height);
    expect(bio.x).toBe(avatar.x);
  });
}
