import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { deployedApi } from "./deployedApi.ts";
import { firstScreen } from "./firstScreen.ts";
import { installable } from "./installable.ts";
import { pagePreloads } from "./pagePreloads.ts";
import { texts } from "./textsPlugin.ts";
import { vercelPreview } from "./vercelPreview.ts";

// Outside of Vercel, the API is under /v1 on the app's own origin.
if (process.env.VERCEL) process.env.VITE_API_URL ??= deployedApi();

const api = process.env.API_URL ?? "http://localhost:8080";
const port = Number(process.env.WEB_PORT ?? 5173);
const proxy = { "/v1": { target: api, changeOrigin: true } };
const firstScreenTest = "src/app/firstScreen.test.tsx";

export default defineConfig({
  plugins: [texts(), react(), tailwind(), firstScreen(), pagePreloads(), installable(), vercelPreview()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  // Fail if the port is taken, instead of using another: the links in mails and the
  // API's allowed origins contain the port.
  server: { port, strictPort: port !== 0, proxy },
  preview: { port, strictPort: port !== 0, proxy },
  build: {
    modulePreload: { polyfill: false },

    rolldownOptions: {
      output: {
        // The first load is two files. A deployment rarely changes the libraries'
        // file, so it stays cached.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 3 },
            { name: "app", tags: ["$initial"], priority: 2 },
            // One file instead of one for each part: for what every form needs, and for
            // the pages that links lead to.
            {
              name: "forms",
              test: /node_modules\/(react-hook-form|@hookform|zod)\/|\/src\/ui\/(schema|field|applyFieldErrors|useRequestForm|\w*Field|FieldError|FormProblem|Counter|Checkbox)\.tsx?$/,
              priority: 1,
            },
            { name: "post", test: /\/PostPage\.tsx$/ },
            { name: "profile", test: /\/Profile(Page|Posts)\.tsx$/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    testTimeout: 90_000,
    coverage: { include: ["src/**"], exclude: ["src/api/schema.ts", "src/api/limits.ts", "src/testing/**"] },
    // Creating a document for each test file would take two thirds of the time, so
    // files share one. The first screen needs its own: it tests the state before any
    // page's code has loaded.
    projects: [
      {
        extends: true,
        test: {
          name: "app",
          isolate: false,
          include: ["src/**/*.test.{ts,tsx}", "*.test.ts"],
          exclude: [firstScreenTest],
        },
      },
      { extends: true, test: { name: "first screen", include: [firstScreenTest] } },
    ],
  },
});
