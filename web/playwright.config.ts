import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/globalSetup.ts",
  // Each test has people of its own, so any two may run beside each other.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Bounds for a test that hangs: a machine may be busy with the system and its builds.
  timeout: 900_000,
  expect: { timeout: 120_000 },
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
