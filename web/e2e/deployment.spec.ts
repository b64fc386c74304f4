import { expect, test } from "@playwright/test";

// The preview follows vercel.json, so these tests check what Vercel serves.

test("the page has nothing that its content security policy refuses, and no dead links", async ({
  request,
}) => {
  const answer = await request.get("/");
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self'; style-src 'self'");

  const page = await answer.text();
  expect(page).not.toMatch(/<script(?![^>]*\s(?:src=|type="application\/json"))/); // JSON is data, which no policy refuses
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/);

  const files = [...page.matchAll(/<(?:script|link)[^>]*\s(?:src|href)="([^"]+)"|"(\/assets\/[^"]+)"/g)].map(
    ([, path, preloaded]) => path ?? preloaded,
  );
  expect(files.length).toBeGreaterThan(10);
  for (const path of files) {
    const file = await request.get(path ?? "");
    expect(file.status(), path).toBe(200);
    expect(file.headers()["content-type"], path).not.toContain("text/html");
    if (path?.startsWith("/assets/"))
      expect(file.headers()["cache-control"], path).toBe("public, max-age=31536000, immutable");
  }
});

test("every path serves the app, but a missing file is a 404, and /v1 is the API", async ({ request }) => {
  const [page, deep] = [await request.get("/"), await request.get("/people/7/followers?tab=1")];
  expect(await deep.text()).toBe(await page.text());
  expect((await request.get("/assets/gone-1234.js")).status()).toBe(404);

  const api = await request.get("/v1/no-such-thing");
  expect(api.status()).toBe(404);
  expect(api.headers()["content-type"]).toContain("application/problem+json");
});

test("an injected script does not run", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const refusedBy = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        const script = document.createElement("script");
        script.append("document.title = 'injected'");
        document.head.append(script);
      }),
  );
  expect(["script-src-elem", "require-trusted-types-for"]).toContain(refusedBy);
  await expect(page).not.toHaveTitle("injected");
});
