import { defineConfig } from "@playwright/test";
import e2e from "../playwright.config";

export default defineConfig({
  ...e2e,
  testDir: ".",
  testMatch: "measure.ts",
  workers: 1, // the other pages would be part of the measurement
  globalSetup: "../e2e/globalSetup.ts",
  outputDir: "../../.local/lighthouse",
});
