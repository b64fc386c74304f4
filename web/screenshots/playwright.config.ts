import { defineConfig } from "@playwright/test";
import e2e from "../playwright.config";

export default defineConfig({
  ...e2e,
  testDir: ".",
  testMatch: "take.ts",
  globalSetup: "../e2e/globalSetup.ts",
  outputDir: "../../.local/screenshots",
});
