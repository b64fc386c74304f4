import type { Metric } from "web-vitals";
import { loadQuietly } from "~/ui/quietLoad";

interface Report {
  kind: "crash" | "rejection" | "policy" | "vital";
  name: string;
  /** Positions in the app's code, or the value of a vital. */
  detail: string;
}

const maxReports = 20; // per page load: an error in a loop can't flood the server

/**
 * Sends errors and web vitals to address (VITE_REPORT_URL), or nothing if it is not
 * set. A report contains no user data: no error message and no page URL, only the
 * error's name and its positions in the code.
 */
export async function startReports(address: string | undefined): Promise<void> {
  if (!address) return;
  let sent = 0;
  const send = (report: Report) => {
    if (sent++ < maxReports) navigator.sendBeacon(address, JSON.stringify(report));
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

/** Reports an error that an error boundary caught. */
export function reportCrash(error: unknown) {
  report?.({ kind: "crash", ...descriptionOf(error) });
}

/**
 * Returns the error's name and stack positions, such as index-1a2b.js:1:234. The
 * message is left out because it may quote a user.
 */
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
