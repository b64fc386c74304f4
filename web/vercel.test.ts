import { expect, test } from "vitest";
import { deployedApi } from "./deployedApi";
import config from "./vercel.json" with { type: "json" };

const [fallback] = config.rewrites;

function matches(source: string | undefined, path: string): boolean {
  return new RegExp(`^${source}$`).test(path);
}

test.each([
  ["/", true],
  ["/posts/7", true],
  ["/confirm/some-token", true],
  ["/v1/users/me", false],
  ["/assets/gone-1234.js", false], // a missing file must be a 404, not a page
])("%s gets the app: %s", (path, app) => {
  expect(matches(fallback?.source, path)).toBe(app);
});

test("the content security policy allows scripts and connections only where the app needs them", () => {
  const page = config.headers.find(({ source }) => matches(source, "/posts/7"));
  const policy = page?.headers.find(({ key }) => key === "Content-Security-Policy")?.value ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  const [connections = ""] = /(?<=connect-src )[^;]+/.exec(policy) ?? [];
  expect(connections).toMatch(/^'self'( https:\/\/[\w.-]+(:\d+)?)+$/); // the API, and where reports go
  expect(connections).toContain(deployedApi());
  expect(policy.replace(connections, "")).not.toMatch(/unsafe|\*|https?:/);
});

test("files with a hash in their name are cached for a year", () => {
  const [cache] =
    config.headers.find(({ source }) => matches(source, "/assets/index-1234.js"))?.headers ?? [];
  expect(cache?.value).toBe("public, max-age=31536000, immutable");
});
