// Draws the icons of the installed app from public/favicon.svg, in CHROMIUM.
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const publicFolder = new URL("../public/", import.meta.url);
const mark = readFileSync(new URL("favicon.svg", publicFolder), "utf8");
// A launcher crops a maskable icon to its own shape, so its colour fills the whole square.
const filled = mark.replace(' rx="9"', "");

const icons = [
  { name: "icon-192.png", size: 192, svg: mark },
  { name: "icon-512.png", size: 512, svg: mark },
  { name: "icon-maskable-512.png", size: 512, svg: filled },
  { name: "apple-touch-icon.png", size: 180, svg: filled },
];

const browser = await chromium.launch({
  ...(process.env.CHROMIUM && { executablePath: process.env.CHROMIUM }),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage();
for (const { name, size, svg } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0} svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: new URL(name, publicFolder).pathname, omitBackground: true });
}
await browser.close();
