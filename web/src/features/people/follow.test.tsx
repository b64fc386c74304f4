import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => {
  signIn();
  server.use(http.get("*/v1/users", () => HttpResponse.json(page([user()]))));
});

test("shows a follow before the API responds", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/users/2/follow", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/people");

  await userEvent.click(await screen.findByRole("button", { name: "Follow tomas" }));

  const following = await screen.findByRole("button", { name: "Following – unfollow tomas" });
  expect(following).toHaveTextContent("Following"); // the name begins with the visible text
  expect(screen.getByText(/4 followers/)).toBeVisible();
  answer();
});

test("takes a follow back when the API refuses it", async () => {
  server.use(http.put("*/v1/users/2/follow", () => problem(503, "the database is away")));
  renderApp("/people");

  await userEvent.click(await screen.findByRole("button", { name: "Follow tomas" }));

  expect(await screen.findByText(/tomas could not be followed/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Follow tomas" })).toBeVisible();
  expect(screen.getByText(/3 followers/)).toBeVisible();
});
