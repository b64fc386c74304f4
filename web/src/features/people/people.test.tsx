import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

test("the search for people says that it searches usernames", async () => {
  signIn();
  server.use(http.get("*/v1/users", () => HttpResponse.json(page([]))));
  renderApp("/people?q=Maya+Lindqvist");
  expect(await screen.findByRole("searchbox", { name: "Search people by username" })).toBeVisible();
  expect(await screen.findByText("No username is like “Maya Lindqvist”")).toBeVisible();
  expect(screen.getByText(/^Only usernames are searched, not other names\./)).toBeVisible();
});
