import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { me } from "~/testing/samples";
import { answerLater, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

beforeEach(() => signIn());

/** Serves the account, and returns the changes that it receives. Its responses wait for answered. */
function serve(answered?: Promise<unknown>) {
  let account = me({ bio: "As it was" });
  const changes: object[] = [];
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: account })),
    http.patch("*/v1/account", async ({ request }) => {
      const change = (await request.json()) as { display_name: string };
      changes.push(change);
      await answered;
      account = { ...account, ...change, display_name: change.display_name || account.username };
      return HttpResponse.json({ data: account });
    }),
  );
  return changes;
}

/** Changes the account as another tab or device does. */
async function saveElsewhere(change: object) {
  await fetch("/v1/account", { method: "PATCH", body: JSON.stringify(change) });
}

test("saves what others see, and adds a scheme to an address without one", async () => {
  const changes = serve();
  renderApp("/settings/profile");
  const name = await screen.findByLabelText("Name");
  expect(name).toHaveValue(""); // the user has not chosen a name
  await userEvent.type(name, "Maya Lindqvist");
  await userEvent.type(screen.getByLabelText("Website"), "maya.example.com");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await vi.waitFor(() => expect(changes).toHaveLength(1));
  expect(changes[0]).toEqual({ display_name: "Maya Lindqvist", website: "https://maya.example.com" });
  await vi.waitFor(() => expect(screen.getByLabelText("Website")).toHaveValue("https://maya.example.com"));
  expect(hasDrafts()).toBe(false);
});

test("typed text survives a reload, and is no draft once it equals the saved one", async () => {
  serve();
  renderApp("/settings/profile");
  await userEvent.type(await screen.findByLabelText("Bio"), ", and more");
  expect(hasDrafts()).toBe(true);
  cleanup();

  renderApp("/settings/profile");
  const bio = await screen.findByLabelText("Bio");
  expect(bio).toHaveValue("As it was, and more");
  await userEvent.clear(bio);
  await userEvent.type(bio, "As it was");
  expect(hasDrafts()).toBe(false);
});

test("a field saved elsewhere in the meantime stays if it was not changed here", async () => {
  const changes = serve();
  renderApp("/settings/profile");
  const location = await screen.findByLabelText("Location");
  await saveElsewhere({ bio: "Newer" });
  await userEvent.type(location, "Malmö");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(changes).toHaveLength(2));
  expect(changes[1]).toEqual({ location: "Malmö" });
  await vi.waitFor(() => expect(screen.getByLabelText("Bio")).toHaveValue("Newer"));
});

test("an unchanged profile is not sent", async () => {
  const changes = serve();
  renderApp("/settings/profile");
  await userEvent.type(await screen.findByLabelText("Bio"), " ");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("Saved.");
  expect(changes).toEqual([]);
  expect(hasDrafts()).toBe(false);
});

test("a restored draft brings back only what was changed", async () => {
  const changes = serve();
  renderApp("/settings/profile");
  await userEvent.type(await screen.findByLabelText("Location"), "Malmö");
  cleanup();
  await saveElsewhere({ bio: "Newer" });

  renderApp("/settings/profile");
  expect(await screen.findByLabelText("Location")).toHaveValue("Malmö");
  expect(screen.getByLabelText("Bio")).toHaveValue("Newer");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(changes).toHaveLength(2));
  expect(changes[1]).toEqual({ location: "Malmö" });
});

/** Saves a bio. With leave, leaves the page before the response. */
async function saveBio(changes: object[], leave = false) {
  const router = renderApp("/settings/profile");
  await userEvent.type(await screen.findByLabelText("Bio"), ", and more");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(changes).toHaveLength(1));
  if (leave) await act(() => router.navigate({ to: "/settings" }));
}

test("nothing can be typed while a profile is saved, so nothing is lost", async () => {
  const { answered, answer } = answerLater();
  await saveBio(serve(answered));
  const fields = ["Name", "Bio", "Location", "Website"].map((label) => screen.getByLabelText(label));
  for (const field of fields) await userEvent.type(field, "?");
  expect(fields.map((field) => (field as HTMLInputElement).value)).toEqual([
    "",
    "As it was, and more",
    "",
    "",
  ]);
  answer();
  await screen.findByText("Saved.");
  await userEvent.type(screen.getByLabelText("Bio"), "!");
  expect(screen.getByLabelText("Bio")).toHaveValue("As it was, and more!");
});

test("a profile that is saved after its page was left is reported, and leaves no draft", async () => {
  const { answered, answer } = answerLater();
  await saveBio(serve(answered), true);
  answer();
  await screen.findByText("Saved.");
  expect(hasDrafts()).toBe(false);
});

test("a profile that fails to be saved after its page was left is reported, and its draft stays", async () => {
  const { answered, answer } = answerLater();
  const changes = serve();
  server.use(
    http.patch("*/v1/account", async () => {
      changes.push({});
      await answered;
      return HttpResponse.error();
    }),
  );
  await saveBio(changes, true);
  answer();
  await screen.findByText(/^Your changes were not saved\. We can’t reach the service/);
  expect(hasDrafts()).toBe(true);
});

test.each(["javascript:alert(1)", "http://example.com", "https://"])(
  "does not accept %s as a website",
  async (address) => {
    const changes = serve();
    renderApp("/settings/profile");
    await userEvent.type(await screen.findByLabelText("Website"), address);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Enter an address that starts with https://")).toBeVisible();
    expect(changes).toEqual([]);
  },
);

test("explains next to the field what the API refuses", async () => {
  serve();
  server.use(
    http.patch("*/v1/account", () =>
      problem(400, "the input is invalid", { fields: { location: "must be one line" } }),
    ),
  );
  renderApp("/settings/profile");
  await userEvent.type(await screen.findByLabelText("Location"), "Malmö");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(
    await screen.findByText("This can’t be saved. Remove unusual characters, or shorten it."),
  ).toBeVisible();
});
