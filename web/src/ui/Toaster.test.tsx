import { act, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { loadTexts, t } from "~/texts/texts";
import { Toasts } from "./Toasts";
import { showToast } from "./toast";

afterEach(() => loadTexts("en"));

test("everything that a screen reader announces of a toast is in the user's language", async () => {
  await loadTexts("de");
  render(<Toasts />);
  act(() => showToast(t("saved")));

  await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Meldung Gespeichert."));
  expect(screen.getByRole("region")).toHaveAccessibleName("Meldungen (F8)");
});
