import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/globalSetup.ts",
  // Each test creates its own users, so tests can run in parallel.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Limits for a test that hangs. They are long because the machine may be busy with
  // the system and its builds.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: "list",
  outputDir: "../.local/e2e",
  use: {
    // Set by the global setup and inherited by the workers.
    baseURL: process.env.WEB_URL ?? "",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // page.route sees no request that a service worker answers. pwa.spec.ts allows it.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM && { executablePath: process.env.CHROMIUM }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
