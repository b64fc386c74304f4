import { render, screen } from "@testing-library/react";
import { type FunctionComponent, Suspense, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { loadable } from "./loadable";
import { Toasts } from "./Toasts";

function Field({ label }: { label: string }) {
  return <input aria-label={label} />;
}

/** Creates a component whose code can't be loaded until goOnline is called. */
function offline(Notice?: FunctionComponent<{ label: string; onRetry: () => void }>) {
  let online = false;
  const load = async () => {
    if (!online) throw new TypeError("Failed to fetch dynamically imported module");
    return { Field };
  };
  const goOnline = () => {
    online = true;
  };
  return { Later: loadable(load, "Field", Notice), goOnline };
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
  // act() would wait for each promise, so no code would load fast.
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  startTransition(() => draw("First"));
  const field = await screen.findByLabelText("First");
  draw("Second");
  expect(await screen.findByLabelText("Second")).toBe(field);
  root.unmount();
});

test("is drawn at once if its code is loaded", async () => {
  const Later = loadable(async () => ({ Field }), "Field");
  await Later.preload();
  render(<Later label="There" />);
  expect(screen.getByLabelText("There")).toBeVisible();
});

test("a notice takes the place of code that can't be loaded, until it can", async () => {
  const { Later, goOnline } = offline();
  render(
    <Suspense>
      <Later label="Late" />
    </Suspense>,
  );
  expect(await screen.findByRole("alert")).toBeVisible();
  goOnline();
  window.dispatchEvent(new Event("online"));
  expect(await screen.findByLabelText("Late")).toBeVisible();
});

test("tries again at the next render, and passes its props to the notice", async () => {
  const { Later, goOnline } = offline(({ label }) => <p>No {label}</p>);
  const drawn = (
    <Suspense>
      <Later label="Late" />
    </Suspense>
  );
  const { unmount } = render(drawn);
  expect(await screen.findByText("No Late")).toBeVisible();
  unmount();

  goOnline();
  render(drawn);

  expect(await screen.findByLabelText("Late")).toBeVisible();
});

test("a press waits for the code and says if it can't be loaded, and the next press tries again", async () => {
  const { Later, goOnline } = offline();
  const open = vi.fn();
  render(<Toasts />);

  Later.whenLoaded(open);
  expect(await screen.findByText("That could not be loaded. Try again.")).toBeVisible();
  expect(open).not.toHaveBeenCalled();

  goOnline();
  Later.whenLoaded(open);
  await vi.waitFor(() => expect(open).toHaveBeenCalledOnce());
  Later.whenLoaded(open);
  expect(open).toHaveBeenCalledTimes(2); // at once
});
