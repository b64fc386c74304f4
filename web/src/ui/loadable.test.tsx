import { render, screen } from "@testing-library/react";
import { Suspense, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { loadable } from "./loadable";

function Field({ label }: { label: string }) {
  return <input aria-label={label} />;
}

test("keeps its state when it is drawn again, however fast its code loaded", async () => {
  const Later = loadable(async () => ({ Field }), "Field");
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  const draw = (label: string) =>
    root.render(
      <Suspense>
        <Later label={label} />
      </Suspense>,
    );
  // act() waits for each promise, so that no code would load fast.
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  startTransition(() => draw("First"));
  const field = await screen.findByLabelText("First");
  draw("Second");
  expect(await screen.findByLabelText("Second")).toBe(field);
  root.unmount();
  vi.unstubAllGlobals();
});

test("is drawn at once if its code is there", async () => {
  const Later = loadable(async () => ({ Field }), "Field");
  await Later.preload();
  render(<Later label="There" />);
  expect(screen.getByLabelText("There")).toBeVisible();
});

test("a notice takes the place of code that can't be loaded, until it can", async () => {
  let online = false;
  const Later = loadable(async () => {
    if (!online) throw new TypeError("Failed to fetch dynamically imported module");
    return { Field };
  }, "Field");
  render(
    <Suspense>
      <Later label="Late" />
    </Suspense>,
  );
  expect(await screen.findByRole("alert")).toBeVisible();
  online = true;
  window.dispatchEvent(new Event("online"));
  expect(await screen.findByLabelText("Late")).toBeVisible();
});
