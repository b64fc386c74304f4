import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { currentSession } from "~/api/session";
import { renderApp } from "~/testing/renderApp";
import { me } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const wrongPassword = problem.bind(null, 400, "the input is invalid", { fields: { password: "is wrong" } });

beforeEach(() => signIn());

async function form(name: string) {
  return within(await screen.findByRole("form", { name }));
}

async function sendPassword(label: string, button: string) {
  const section = await form(label);
  await userEvent.type(section.getByLabelText("Your password"), "password123");
  await userEvent.click(section.getByRole("button", { name: button }));
}

test("a stored account without its address shows a problem, and is loaded once the API responds", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  let answer = () => HttpResponse.json({ data: me({ email: "" }) });
  server.use(http.get("*/v1/users/me", () => answer()));
  renderApp("/settings/account");
  expect(await screen.findByRole("alert")).toHaveTextContent("We can’t reach the service");

  answer = () => problem(503, "the database is away");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("The service is having trouble")).toBeVisible();

  answer = () => HttpResponse.json({ data: me() });
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await screen.findByText("maya@example.com")).toBeVisible();
});

test("a username that can't be changed yet is explained next to the field, and stays typed", async () => {
  server.use(
    http.patch("*/v1/account", () =>
      problem(
        409,
        "the username was changed lately",
        { fields: { username: "can change again on 2026-05-03" } },
        { "Retry-After": "86400" },
      ),
    ),
  );
  renderApp("/settings/account");
  const section = await form("Username");
  const field = section.getByLabelText("Username");
  await vi.waitFor(() => expect(field).toHaveValue("maya"));
  await userEvent.clear(field);
  await userEvent.type(field, "maya_l");
  await userEvent.click(section.getByRole("button", { name: "Change the username" }));

  expect(await section.findByText(/^You can change it again on \w+ \d+, \d+$/)).toBeVisible();
  expect(field).toHaveValue("maya_l");
});

test.each([
  ["Username", "Change the username", "patch", "account", "maya_l"],
  ["Email address", "Change the address", "put", "account/email", "maya@example.org"],
] as const)(
  "reports that the %s was not changed, even after the page was left",
  async (label, button, method, path, typed) => {
    const { answered, answer } = answerLater();
    const asked = vi.fn();
    server.use(
      http[method](`*/v1/${path}`, async () => {
        asked();
        await answered;
        return problem(503, "the database is away");
      }),
    );
    const router = renderApp("/settings/account");
    const section = await form(label);
    await vi.waitFor(() => expect(screen.getByRole("textbox", { name: "Username" })).toHaveValue("maya"));
    await userEvent.type(section.getByRole("textbox"), typed);
    if (label !== "Username") await userEvent.type(section.getByLabelText("Your password"), "password123");
    await userEvent.click(section.getByRole("button", { name: button }));
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    await act(() => router.navigate({ to: "/settings" }));
    answer();
    await screen.findByText(`${label}: this did not work. The service is having trouble.`);
  },
);

test("a change of address needs the password, and the old address stays until the link is opened", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put("*/v1/account/email", async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1 ? wrongPassword() : new HttpResponse(null, { status: 202 });
    }),
  );
  renderApp("/settings/account");
  await userEvent.type((await form("Email address")).getByLabelText("New email address"), "maya@example.org");
  await sendPassword("Email address", "Change the address");
  expect(await screen.findByText("This password is wrong")).toBeVisible();

  await userEvent.click(screen.getByRole("button", { name: "Change the address" }));
  expect(await screen.findByText(/We sent a link to maya@example.org\./)).toBeVisible();
  expect(sent[1]).toEqual({ email: "maya@example.org", password: "password123" });
  expect((await form("Email address")).getByLabelText("Your password")).toHaveValue("");
});

test("the archive is saved as a file", async () => {
  const url = vi.fn((_: Blob) => "blob:archive");
  vi.stubGlobal(
    "URL",
    class extends URL {
      static override createObjectURL = url;
      static override revokeObjectURL = vi.fn();
    },
  );
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  server.use(
    http.post("*/v1/account/export", () =>
      HttpResponse.arrayBuffer(new TextEncoder().encode("PK").buffer, {
        headers: { "Content-Type": "application/zip" },
      }),
    ),
  );
  renderApp("/settings/account");
  await sendPassword("Your data", "Download");

  expect(await screen.findByText("Your archive is downloaded.")).toBeVisible();
  expect((click.mock.contexts[0] as HTMLAnchorElement).download).toMatch(/^social-\d{4}-\d\d-\d\d\.zip$/);
  expect(url.mock.calls[0]?.[0].size).toBe(2);

  server.use(http.post("*/v1/account/export", () => wrongPassword()));
  await sendPassword("Your data", "Download");
  expect(await screen.findByText("This password is wrong")).toBeVisible();
  expect(screen.queryByText("Your archive is downloaded.")).toBeNull();
});

test("a second archive within the hour is refused with the wait in minutes, not in seconds", async () => {
  server.use(
    http.post("*/v1/account/export", () => problem(429, "once an hour", {}, { "Retry-After": "3540" })),
  );
  renderApp("/settings/account");
  await sendPassword("Your data", "Download");
  expect(await screen.findByText(/Try again in 59 min/)).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("Your data can be downloaded once an hour.");
});

test("a deletion that is being sent can't be cancelled", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.post("*/v1/account/deletion", async () => {
      await answered;
      return problem(503, "the database is away");
    }),
  );
  renderApp("/settings/account");
  await userEvent.click(await screen.findByRole("button", { name: "Delete my account…" }));
  await sendPassword("Delete account", "Delete my account");
  expect(screen.getByRole("button", { name: "Cancel" })).toBeDisabled();

  answer();
  await screen.findByText("The service is having trouble");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.queryByRole("form", { name: "Delete account" })).toBeNull();
});

test("a deletion is confirmed twice, signs out, and says until when it can be undone", async () => {
  server.use(
    http.post("*/v1/account/deletion", () =>
      HttpResponse.json({ data: { erased_at: "2026-12-11T10:00:00.000000Z" } }, { status: 202 }),
    ),
  );
  renderApp("/settings/account");
  await userEvent.click(await screen.findByRole("button", { name: "Delete my account…" }));
  await sendPassword("Delete account", "Delete my account");

  expect(await screen.findByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  expect(screen.getByText(/December 11, 2026/)).toBeVisible();
  expect(currentSession()).toBeNull();
});
