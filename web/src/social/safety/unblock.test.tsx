import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, user } from "~/testing/samples";
import { noContent, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

test("an unblocked user stays listed, although the list was on its way to be loaded again", async () => {
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  signIn();
  const listed = [user({ is_blocked: true }), user({ id: 3, username: "cleo", is_blocked: true })];
  let loads = 0;
  server.use(
    http.get("*/v1/users/feed", () => HttpResponse.json(page([]))),
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.get("*/v1/account/mutes", () => HttpResponse.json(page([]))),
    http.delete("*/v1/users/2/block", noContent),
    http.get("*/v1/account/blocks", async () => {
      loads++;
      if (loads > 1) await sent;
      return HttpResponse.json(page(loads > 1 ? [] : listed));
    }),
    http.get("*/v1/users/3", () => HttpResponse.json({ data: user({ id: 3, username: "cleo" }) })),
    http.delete("*/v1/users/3/block", () => {
      send();
      return noContent();
    }),
  );
  const router = renderApp("/settings/blocked");
  await userEvent.click(await screen.findByRole("button", { name: "Unblock tomas" })); // the list is stale now
  await screen.findByRole("button", { name: "Block tomas" });
  await router.navigate({ to: "/" });
  await router.navigate({ to: "/settings/blocked" });
  await waitFor(() => expect(loads).toBe(2));
  await userEvent.click(await screen.findByRole("button", { name: "Unblock cleo" }));
  expect(await screen.findByRole("button", { name: "Block cleo" })).toHaveFocus();
});
