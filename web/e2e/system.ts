import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

interface System {
  api: string;
  inbox: string;
  /** The address of the system's own web app, if it serves one. */
  web?: string;
  /** Stops the system. Only set if it was started here. */
  stop?: () => Promise<void>;
}

const root = new URL("../../", import.meta.url);
const patience = 300_000; // the first start compiles everything

/** Returns the local system that is already running, or null. */
export async function runningSystem(): Promise<System | null> {
  const { API_URL: api, INBOX_URL: inbox, ALLOWED_ORIGIN: web } = process.env;
  if (api && inbox) return { api, inbox, ...(web && { web }) };
  try {
    const system = JSON.parse(await readFile(new URL(".local/dev.json", root), "utf8"));
    const health = await fetch(`${system.api}/v1/health`);
    return health.ok ? system : null;
  } catch {
    return null;
  }
}

/** Starts a system on free ports, without the rate limit, which the tests would exceed. */
export async function startSystem(): Promise<System> {
  const env = { ...process.env, PORT: "0", INBOX_PORT: "0", WEB: "0", RATE_LIMIT_ENABLED: "false" };
  const child = spawn("go", ["run", "./infra/local"], { cwd: root, env, detached: true, stdio: "ignore" });
  const { pid } = child;
  if (!pid) throw new Error("could not start go");

  const stop = async () => {
    if (child.exitCode !== null) return;
    process.kill(-pid, "SIGINT"); // the process group: go run and its child
    await once(child, "exit");
  };
  for (const end = Date.now() + patience; Date.now() < end; await sleep(500)) {
    if (child.exitCode !== null) throw new Error("the system exited early: try `make dev`");
    const system = await runningSystem();
    if (system) return { ...system, stop };
  }
  await stop();
  throw new Error("the system did not start in time: try `make dev`");
}
