import { preview } from "vite";
import { runningSystem, startSystem } from "./system";

/**
 * Serves the build with production headers in front of a real local system: the one
 * that is already running, or one started for these tests.
 */
export default async function globalSetup() {
  const system = (await runningSystem()) ?? (await startSystem());
  process.env.API_URL = system.api;
  process.env.INBOX_URL = system.inbox;
  process.env.ALLOWED_ORIGIN = system.web ?? "http://localhost:5173"; // the default without a web app

  process.env.WEB_PORT = "0";
  const server = await preview({ root: new URL("..", import.meta.url).pathname, logLevel: "error" });
  const [address] = server.resolvedUrls?.local ?? [];
  if (!address) throw new Error("the preview server has no address");
  process.env.WEB_URL = address;

  return async () => {
    await server.close();
    await system.stop?.();
  };
}
