import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import type { Session } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { page } from "~/testing/samples";
import { noContent, problem, server, tokens } from "~/testing/server";
import { signIn } from "~/testing/signIn";

let devices: Session[];

function device(changes: Partial<Session>): Session {
  return { ...tokens("").session, is_current: false, ...changes };
}

beforeEach(() => {
  signIn();
  devices = [
    device({ id: 1, is_current: true, device: "Firefox on Linux" }),
    device({ id: 2, device: "Safari on iPhone" }),
    device({ id: 3, device: "" }),
  ];
  server.use(
    http.get("*/v1/account/sessions", () => HttpResponse.json(page(devices))),
    http.delete("*/v1/account/sessions/:id", ({ params }) => {
      devices = devices.filter(({ id }) => id !== Number(params.id));
      return noContent();
    }),
    http.delete("*/v1/account/sessions", () => {
      devices = devices.filter(({ is_current }) => is_current);
      return noContent();
    }),
  );
});

const rows = () => within(screen.getByRole("list", { name: "Signed-in devices" })).getAllByRole("listitem");

test("lists the devices, and signs out one or all others but never this one", async () => {
  renderApp("/settings/security");
  await screen.findByText("Safari on iPhone");
  expect(rows()[0]).toHaveTextContent("This device");
  expect(within(rows()[0] as HTMLElement).queryByRole("button")).toBeNull();
  expect(rows()[2]).toHaveTextContent("Unknown device");

  await userEvent.click(screen.getByRole("button", { name: "Sign out Safari on iPhone" }));
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
  await userEvent.click(screen.getByRole("button", { name: "Sign out all other devices" }));
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
  expect(screen.queryByRole("button", { name: "Sign out all other devices" })).toBeNull();
});

test("a device that could not be signed out is reported as signed in", async () => {
  server.use(http.delete("*/v1/account/sessions/:id", () => problem(503, "the database is away")));
  renderApp("/settings/security");
  await userEvent.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
  expect(await screen.findByText(/The device is still signed in/)).toBeInTheDocument();
  expect(rows()).toHaveLength(3);
});

test("a device that signed out on its own disappears without an error", async () => {
  renderApp("/settings/security");
  await screen.findByText("Safari on iPhone");
  devices = devices.filter(({ id }) => id !== 2);
  server.use(http.delete("*/v1/account/sessions/:id", () => problem(404, "there is no such session")));
  await userEvent.click(screen.getByRole("button", { name: "Sign out Safari on iPhone" }));
  await vi.waitFor(() => expect(rows()).toHaveLength(2));
  expect(await screen.findByText("Signed out.")).toBeInTheDocument();
});

test("changing the password needs the current one, and a wrong one is reported next to its field", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put("*/v1/account/password", async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? problem(400, "the input is invalid", { fields: { current_password: "is wrong" } })
        : noContent();
    }),
  );
  renderApp("/settings/security");
  const form = within(await screen.findByRole("form", { name: "Password" }));
  await userEvent.type(form.getByLabelText("Current password"), "password123");
  await userEvent.type(form.getByLabelText("New password"), "three herons by the water");
  await userEvent.click(form.getByRole("button", { name: "Change the password" }));
  expect(await form.findByText("This password is wrong")).toBeVisible();
  expect(form.getByLabelText("New password")).toHaveValue("three herons by the water");

  await userEvent.click(form.getByRole("button", { name: "Change the password" }));
  expect(await form.findByText(/Your password is changed/)).toBeVisible();
  expect(form.getByLabelText("New password")).toHaveValue("");
  expect(sent[1]).toEqual({ current_password: "password123", password: "three herons by the water" });
});
