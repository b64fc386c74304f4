import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { chromium, test } from "@playwright/test";
import { tokenOf } from "../e2e/api";
import { signedIn } from "../e2e/session";

// Prints Lighthouse's medians for the demo data: the four scores, from 0 to 100, and
// the times of the simulated phone in ms. Each run is the first visit of a new browser.

const runs = Number(process.env.RUNS ?? 5);
const pages = { "sign-in": "/sign-in", feed: "/", post: "/posts/100", profile: "/people/1" };
const times = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "interactive",
] as const;

interface Report {
  categories: Record<string, { score: number }>;
  audits: Record<(typeof times)[number], { numericValue: number }>;
}

for (const [name, path] of Object.entries(pages)) {
  test(name, async () => {
    const token = name === "sign-in" ? undefined : await tokenOf("maya@example.com");
    const found: Record<string, number>[] = [];
    for (let run = 0; run < runs; run++) found.push(figuresOf(await reportOf(path, token)));
    const names = Object.keys(found[0] ?? {});
    const medians = names.map((figure) => `${figure} ${median(found.map((each) => each[figure] ?? 0))}`);
    console.log(`${name}: ${medians.join(", ")}`);
  });
}

async function reportOf(path: string, token?: string): Promise<Report> {
  const { launchOptions, baseURL } = test.info().project.use;
  const port = await freePort();
  const args = [...(launchOptions?.args ?? []), `--remote-debugging-port=${port}`];
  const context = await chromium.launchPersistentContext("", { ...launchOptions, args });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    if (token) {
      await signedIn(page, token);
      await page.goto(new URL("/robots.txt", baseURL).href); // stores the session, and nothing of the app
    }
    const url = new URL(path, baseURL).href;
    const options = [
      `--port=${port}`,
      "--disable-storage-reset",
      "--only-categories=performance,accessibility,best-practices,seo",
      "--max-wait-for-load=15000", // a stream never ends
      "--output=json",
      "--quiet",
    ];
    const { stdout } = await promisify(execFile)("npx", ["--yes", "lighthouse@13.5.0", url, ...options], {
      maxBuffer: 100e6,
    });
    return JSON.parse(stdout);
  } finally {
    await context.close();
  }
}

function figuresOf({ categories, audits }: Report): Record<string, number> {
  const scores = Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]);
  const took = times.map((name) => [name, Math.round(audits[name].numericValue)]);
  return Object.fromEntries([...scores, ...took]);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
