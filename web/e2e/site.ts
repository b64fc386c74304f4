import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { preview } from "vite";

const web = new URL("..", import.meta.url).pathname;

/** A server of the app, with its production headers, that can deploy a second build. */
export interface Site {
  url: string;
  /** Replaces the files by those of a build that differs in its code. */
  deployAnother: () => Promise<void>;
  close: () => Promise<void>;
}

/** Serves a copy of the build at an address of its own. */
export async function startSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  const [files, next] = [join(folder, "files"), join(folder, "next")];
  await cp(join(web, "dist"), files, { recursive: true });
  const server = await preview({ root: web, logLevel: "error", build: { outDir: files } });
  return {
    url: server.resolvedUrls?.local[0] ?? "",
    async deployAnother() {
      await build(next);
      await rm(files, { recursive: true });
      await cp(next, files, { recursive: true });
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function build(folder: string) {
  // The address becomes part of the code, so the names of its files change.
  const { NODE_ENV: _, ...rest } = process.env;
  const env = { ...rest, VITE_REPORT_URL: "https://reports.example/" };
  const args = ["node_modules/vite/bin/vite.js", "build", "--outDir", folder, "--logLevel", "warn"];
  await promisify(execFile)(process.execPath, args, { cwd: web, env });
}
