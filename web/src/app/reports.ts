import type { Metric } from "web-vitals";
import { loadQuietly } from "~/ui/quietLoad";

interface Report {
  kind: "crash" | "rejection" | "policy" | "vital";
  name: string;
  /** Where in the app's own code, or how much. */
  detail: string;
}

const most = 20; // of one page: a loop of failures is one failure

/**
 * Sends what goes wrong, and how fast the app is, to VITE_REPORT_URL; without that
 * setting, nothing. A report has no text of a user: no message, no address of a
 * page, only the kind of an error and the places in the code it came through.
 */
export async function startReports(address: string | undefined): Promise<void> {
  if (!address) return;
  let sent = 0;
  const send = (report: Report) => {
    if (sent++ < most) navigator.sendBeacon(address, JSON.stringify(report));
  };

  window.addEventListener("error", ({ error }) => send({ kind: "crash", ...descriptionOf(error) }));
  window.addEventListener("unhandledrejection", ({ reason }) =>
    send({ kind: "rejection", ...descriptionOf(reason) }),
  );
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, sourceFile, lineNumber }) =>
    send({ kind: "policy", name: effectiveDirective, detail: `${fileOf(sourceFile)}:${lineNumber}` }),
  );
  report = send;

  const tell = ({ name, value, rating }: Metric) =>
    send({ kind: "vital", name, detail: `${Math.round(value * 1000) / 1000} ${rating}` });
  const vitals = await loadQuietly(() => import("web-vitals")).catch(() => undefined);
  if (vitals) for (const on of [vitals.onCLS, vitals.onINP, vitals.onLCP, vitals.onTTFB]) on(tell);
}

let report: ((report: Report) => void) | undefined;

/** Reports what a page caught by itself. */
export function reportCrash(error: unknown) {
  report?.({ kind: "crash", ...descriptionOf(error) });
}

/** The kind of the error and its places, as index-1a2b.js:1:234. What it says may quote a user. */
function descriptionOf(error: unknown): Pick<Report, "name" | "detail"> {
  if (!(error instanceof Error)) return { name: typeof error, detail: "" };
  const places = [...(error.stack ?? "").matchAll(/\/([\w.-]+\.(?:js|tsx?)(?:\?[^:)\s]*)?:\d+:\d+)/g)];
  return {
    name: error.name,
    detail: places
      .slice(0, 10)
      .map(([, place]) => place)
      .join(" "),
  };
}

function fileOf(address: string): string {
  return address.split(/[?#]/)[0]?.split("/").pop() ?? "";
}
