import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

interface Rules {
  rewrites: { source: string; destination: string }[];
  headers: { source: string; headers: { key: string; value: string }[] }[];
}

// Headers that require https. The preview on localhost serves http.
const needHttps = ["Strict-Transport-Security"];

/** Makes the preview respond as Vercel does with vercel.json: headers, fallback, 404. */
export function vercelPreview(): Plugin {
  const rules: Rules = JSON.parse(readFileSync(new URL("./vercel.json", import.meta.url), "utf8"));
  return {
    name: "vercel-preview",
    configurePreviewServer({ middlewares, config }) {
      const site = resolve(config.root, config.build.outDir);
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        for (const [name, value] of headersOf(rules, pathname)) response.setHeader(name, value);
        const proxied = pathname.startsWith("/v1/"); // Vite proxies it to the API
        if (
          proxied ||
          isFile(site, pathname) ||
          rules.rewrites.some(({ source }) => matches(source, pathname))
        )
          return next();
        response.statusCode = 404;
        response.end("not found");
      });
    },
  };
}

function headersOf(rules: Rules, path: string): [string, string][] {
  return rules.headers
    .filter(({ source }) => matches(source, path))
    .flatMap(({ headers }) => headers)
    .filter(({ key }) => !needHttps.includes(key))
    .map(({ key, value }) => [key, value.replace("; upgrade-insecure-requests", "")]);
}

function isFile(site: string, path: string): boolean {
  return path !== "/" && existsSync(join(site, path));
}

/** Matches a path as Vercel does: the sources in vercel.json are plain regular expressions. */
function matches(source: string, path: string): boolean {
  return new RegExp(`^${source}$`).test(path);
}
