import { act, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, user } from "~/testing/samples";
import { answerLater, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { readPeopleSearch } from "./peopleSearch";

test("the search for people says that it searches usernames", async () => {
  signIn();
  server.use(http.get("*/v1/users", () => HttpResponse.json(page([]))));
  renderApp("/people?q=Maya+Lindqvist");
  expect(await screen.findByRole("searchbox", { name: "Search people by username" })).toBeVisible();
  expect(await screen.findByText("No username is like “Maya Lindqvist”")).toBeVisible();
  expect(screen.getByText(/^Only usernames are searched, not other names\./)).toBeVisible();
});

test("a name that is searched is not called missing before the API answers", async () => {
  signIn();
  const { answered, answer } = answerLater();
  server.use(
    http.get("*/v1/users", async ({ request }) => {
      if (new URL(request.url).searchParams.get("search") !== "tom") return HttpResponse.json(page([]));
      await answered;
      return HttpResponse.json(page([user()]));
    }),
  );
  const router = renderApp("/people?q=zz");
  expect(await screen.findByText("No username is like “zz”")).toBeVisible();
  await act(() => router.navigate({ to: "/people", search: { q: "tom" } }));

  expect(await screen.findByText("Loading people")).toBeInTheDocument();
  expect(screen.queryByText(/No username is like/)).toBeNull();
  answer();
  expect(await screen.findByRole("link", { name: "tomas" })).toBeVisible();
});

test("a text that the API would refuse is no search", () => {
  expect(readPeopleSearch({ q: "\0abc" })).toEqual({});
  expect(readPeopleSearch({ q: "abc" })).toEqual({ q: "abc" });
});
