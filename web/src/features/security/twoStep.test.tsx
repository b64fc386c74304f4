import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { me, page } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const uri = "otpauth://totp/Social:maya@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Social";
const codes = Array.from({ length: 10 }, (_, place) => `ABCD-EFGH-IJKL-MNOP-QRST-UVW${place}`);

beforeEach(() => {
  signIn();
  server.use(http.get("*/v1/account/sessions", () => HttpResponse.json(page([]))));
});

/** Starts the setup, up to the field for the first code. */
async function begin() {
  server.use(
    http.post("*/v1/account/totp", () =>
      HttpResponse.json({ data: { secret: "JBSWY3DPEHPK3PXP", uri } }, { status: 201 }),
    ),
  );
  const router = renderApp("/settings/security");
  await userEvent.click(await screen.findByRole("button", { name: "Set it up…" }));
  const form = await screen.findByRole("form", { name: "Two-step sign-in" });
  await userEvent.type(within(form).getByLabelText("Your password"), "password123");
  await userEvent.click(within(form).getByRole("button", { name: "Continue" }));
  await screen.findByLabelText("Code");
  return router;
}

test("is set up by password, app and first code, and shows its recovery codes once", async () => {
  server.use(
    http.put("*/v1/account/totp", async ({ request }) => {
      const { code } = (await request.json()) as { code: string };
      return code === "123456"
        ? HttpResponse.json({ data: { recovery_codes: codes } })
        : problem(400, "the input is invalid", { fields: { code: "is wrong" } });
    }),
  );
  await begin();

  expect(await screen.findByRole("img", { name: /QR code/ })).toBeVisible();
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Code"), "000000");
  await userEvent.click(screen.getByRole("button", { name: "Turn it on" }));
  expect(await screen.findByText("This code is wrong, or was used already")).toBeVisible();

  await userEvent.clear(screen.getByLabelText("Code"));
  await userEvent.type(screen.getByLabelText("Code"), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Turn it on" }));
  const list = await screen.findByRole("list", { name: "Recovery codes" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(10);

  await userEvent.setup().click(screen.getByRole("button", { name: "Copy" })); // setup() provides a clipboard
  expect(await navigator.clipboard.readText()).toBe(`${codes.join("\n")}\n`);
  await userEvent.click(screen.getByRole("button", { name: "I’ve saved them" }));
  expect(screen.queryByText("ABCD-EFGH-IJKL-MNOP-QRST-UVW0")).toBeNull();
  expect(screen.getByText(/Two-step sign-in is on/)).toBeVisible();
});

test("keeps the recovery codes until they are saved, even if the page is left before they arrive", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/account/totp", async () => {
      await answered;
      return HttpResponse.json({ data: { recovery_codes: codes } });
    }),
  );
  const router = await begin();
  await userEvent.type(screen.getByLabelText("Code"), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Turn it on" }));
  await act(() => router.navigate({ to: "/settings" }));
  expect(screen.queryByLabelText("Code")).toBeNull();
  answer();

  await userEvent.click(await screen.findByRole("button", { name: "Show them" }));
  const list = await screen.findByRole("list", { name: "Recovery codes" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(10);
  await act(() => router.navigate({ to: "/settings" }));
  await act(() => router.navigate({ to: "/settings/security" }));
  expect(await screen.findByRole("list", { name: "Recovery codes" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "I’ve saved them" }));
  expect(screen.queryByRole("list", { name: "Recovery codes" })).toBeNull();
  expect(screen.getByText(/Two-step sign-in is on/)).toBeVisible();
});

test("is turned off with the password and a code", async () => {
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ has_totp: true }) })),
    http.post("*/v1/account/totp/removal", noContent),
  );
  renderApp("/settings/security");
  await userEvent.click(await screen.findByRole("button", { name: "Turn it off…" }));
  const form = within(screen.getByRole("form", { name: "Turn off two-step sign-in" }));
  await userEvent.click(form.getByRole("button", { name: "Turn it off" }));
  expect(await form.findByText("Enter a code")).toBeVisible();

  await userEvent.type(form.getByLabelText("Your password"), "password123");
  await userEvent.type(form.getByLabelText("Code"), "123456");
  await userEvent.click(form.getByRole("button", { name: "Turn it off" }));
  await vi.waitFor(() => expect(screen.getByRole("button", { name: "Set it up…" })).toBeVisible());
});

test("turning it off can't be cancelled while it is being sent", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.get("*/v1/users/me", () => HttpResponse.json({ data: me({ has_totp: true }) })),
    http.post("*/v1/account/totp/removal", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/settings/security");
  await userEvent.click(await screen.findByRole("button", { name: "Turn it off…" }));
  await userEvent.type(screen.getByLabelText("Your password", { selector: "form *" }), "password123");
  await userEvent.type(screen.getByLabelText("Code"), "123456");
  await userEvent.click(screen.getByRole("button", { name: "Turn it off" }));
  expect(screen.getByRole("button", { name: "Cancel" })).toBeDisabled();
  answer();
  expect(await screen.findByRole("button", { name: "Set it up…" })).toBeVisible();
});
