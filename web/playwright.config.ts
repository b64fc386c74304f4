import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/globalSetup.ts",
  // They share one system and one inbox, and a machine with few cores.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  outputDir: "../.local/e2e",
  use: {
    // Set by the global setup, which workers inherit.
    baseURL: process.env.WEB_URL ?? "",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM && { executablePath: process.env.CHROMIUM }),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
