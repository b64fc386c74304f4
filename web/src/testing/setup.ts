import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { dropSession } from "~/api/session";
import { dropDrafts } from "~/ui/draft";
import { clearToasts } from "~/ui/toast";
import { server } from "./server";

// Stubs for browser APIs that the pages call and jsdom lacks.
Object.assign(globalThis, {
  IntersectionObserver: class {
    observe() {}
    disconnect() {}
  },
  scrollTo() {},
});
Element.prototype.scrollIntoView = () => {};
Element.prototype.hasPointerCapture = () => false;

// The first page rendered in a file loads its code, which is slow on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  // Vitest's settings would restore these only before the next test. The next file shares
  // the globals, and is imported earlier.
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  server.resetHandlers();
  dropSession();
  dropDrafts();
  clearToasts();
  localStorage.clear();
});
afterAll(() => server.close());
