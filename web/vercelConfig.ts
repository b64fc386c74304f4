import { readFileSync } from "node:fs";

interface Rule {
  source: string;
  headers: { key: string; value: string }[];
}

// These presume https, which a preview on localhost does not speak.
const needHttps = ["Strict-Transport-Security"];

/** The headers that production sends with a page, from the one file that says so. */
export function pageHeaders(): Record<string, string> {
  const { headers } = JSON.parse(readFileSync(new URL("./vercel.json", import.meta.url), "utf8"));
  const page = (headers as Rule[]).find((rule) =>
    rule.headers.some(({ key }) => key === "Content-Security-Policy"),
  );
  const sent = (page?.headers ?? []).filter(({ key }) => !needHttps.includes(key));
  return Object.fromEntries(
    sent.map(({ key, value }) => [key, value.replace("; upgrade-insecure-requests", "")]),
  );
}
