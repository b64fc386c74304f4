import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { deployedApi } from "./deployedApi.ts";
import { firstScreen } from "./firstScreen.ts";
import { vercelPreview } from "./vercelPreview.ts";

// Elsewhere the API is below /v1 of the app's own address.
if (process.env.VERCEL) process.env.VITE_API_URL ??= deployedApi();

const api = process.env.API_URL ?? "http://localhost:8080";
const port = Number(process.env.WEB_PORT ?? 5173);
const proxy = { "/v1": { target: api, changeOrigin: true } };
const firstScreenTest = "src/app/firstScreen.test.tsx";

export default defineConfig({
  plugins: [react(), tailwind(), firstScreen(), vercelPreview()],
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  // A port that is taken is an error, not a reason to move to another: the
  // mail's links and the API's list of origins name the address.
  server: { port, strictPort: port !== 0, proxy },
  preview: { port, strictPort: port !== 0, proxy },
  build: {
    modulePreload: { polyfill: false },

    rolldownOptions: {
      output: {
        // Two files are all of the first load, and a deployment seldom changes the
        // one of the libraries.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 2 },
            { name: "app", tags: ["$initial"], priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 90_000,
    coverage: { include: ["src/**"], exclude: ["src/api/schema.ts", "src/testing/**"] },
    // A document of its own for each file takes two thirds of the time. The first
    // screen needs one: it is what is seen before any page's code has come.
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
