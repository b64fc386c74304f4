import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/**
 * Adds the manifest and the service worker, so that the app can be installed and
 * opens offline. The worker caches the files of the build and nothing else: no
 * response of the API, and no address with a token in it.
 */
export function installable(): Plugin[] {
  return VitePWA({
    registerType: "prompt", // a new version waits until the user reloads; see src/app/serviceWorker.ts
    injectRegister: null,
    manifest: {
      id: "/",
      name: "Social",
      short_name: "Social",
      description: "A calm place to write to the people who follow you, and to read those you follow.",
      lang: "en",
      start_url: "/",
      scope: "/",
      display: "standalone",
      theme_color: "#fbfaf8",
      background_color: "#fbfaf8",
      icons: [
        { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
        { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
        { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
      ],
    },
    includeManifestIcons: false, // the browser loads them when it installs the app
    workbox: {
      globPatterns: ["**/*.{js,css,html,svg,woff2}"],
      globIgnores: ["**/inter-latin-ext-*"], // few texts need it, and the system has a font for them
      dontCacheBustURLsMatching: /^assets\//, // their names contain a hash
      manifestTransforms: [(entries) => ({ manifest: entries.map(withHeaders), warnings: [] })],
      clientsClaim: true, // the page that installs the worker is notified of the next version, too
      navigateFallback: "/index.html",
      navigateFallbackDenylist: [/^\/v1\//, /^\/assets\//],
      cleanupOutdatedCaches: true,
      // Trusted Types block importScripts with a string, so the worker is one file.
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
}

/**
 * Makes the page's revision depend on vercel.json too. The worker keeps a page with
 * its headers, so a changed content security policy must replace the page.
 */
function withHeaders<T extends { url: string; revision: string | null }>(entry: T): T {
  if (entry.url !== "index.html") return entry;
  const rules = readFileSync(new URL("./vercel.json", import.meta.url));
  const revision = createHash("sha256").update(`${entry.revision}`).update(rules).digest("hex");
  return { ...entry, revision };
}
