import { focusManager } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post, user } from "~/testing/samples";
import { problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => signIn());

test("an empty feed says what to do next", async () => {
  renderApp("/");
  expect(await screen.findByRole("link", { name: "Find people" })).toBeVisible();
});

test("More posts loads the next page", async () => {
  server.use(
    http.get("*/v1/users/feed", ({ request }) => {
      const cursor = new URL(request.url).searchParams.get("cursor");
      return HttpResponse.json(
        cursor === "next"
          ? page([post({ id: 1, title: "Second page" })])
          : page([post({ title: "First page" })], "next"),
      );
    }),
  );
  renderApp("/");

  await userEvent.click(await screen.findByRole("button", { name: "More posts" }));

  expect(await screen.findByRole("article", { name: "Second page" })).toBeVisible();
  expect(screen.getByRole("article", { name: "First page" })).toBeVisible();
});

test("Home leads to the top of the feed that is open", async () => {
  renderApp("/");
  const [link] = await screen.findAllByRole("link", { name: "Home" });
  const scrolled = vi.spyOn(window, "scrollTo");
  await userEvent.click(link as HTMLElement);
  expect(scrolled).toHaveBeenCalledWith({ top: 0 });
});

test("a filter is a chip that can be removed", async () => {
  const asked: (string | null)[] = [];
  server.use(
    http.get("*/v1/users/feed", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("tags"));
      return HttpResponse.json(page([post()]));
    }),
  );
  renderApp("/?tags=birds,spring");

  await userEvent.click(await screen.findByRole("button", { name: "Remove the filter #birds" }));

  await waitFor(() => expect(asked).toEqual(["birds,spring", "spring"]));
});

test.each(["/?tags=birds", "/people", "/people/2"])(
  "a window that comes back after an hour leaves the list of %s as it is",
  async (path) => {
    const asked: string[] = [];
    const list = (data: object[]) => () => HttpResponse.json(page(data));
    server.use(
      http.get("*/v1/users/feed", list([post()])),
      http.get("*/v1/users", list([user()])),
      http.get("*/v1/users/2/posts", list([post()])),
      http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    );
    vi.useFakeTimers({ toFake: ["Date"] });
    renderApp(path);
    await screen.findByRole("list", { name: /Posts|People/ });

    server.events.on("request:start", ({ request }) => asked.push(new URL(request.url).pathname));
    focusManager.setFocused(false);
    vi.setSystemTime(Date.now() + 3_600_000);
    focusManager.setFocused(true);
    await waitFor(() => expect(asked).toContain("/v1/users/me")); // queries other than lists are refetched
    await new Promise((resolve) => setTimeout(resolve));
    server.events.removeAllListeners();
    focusManager.setFocused(undefined);
    vi.useRealTimers();
    expect(asked.filter((path) => !/^\/v1\/users\/(me|2)$/.test(path))).toEqual([]);
  },
);

test("shows a text exactly as it was typed", async () => {
  const content = "<img src=x onerror=alert(1)>\n  two spaces";
  server.use(http.get("*/v1/users/feed", () => HttpResponse.json(page([post({ content })]))));
  renderApp("/");

  const article = await screen.findByRole("article");
  expect(within(article).getByText((_, element) => element?.textContent === content)).toBeVisible();
  expect(article.querySelector("img")).toBeNull();
});

test("a failure says what happened and offers to try again", async () => {
  server.use(http.get("*/v1/users/feed", () => problem(503, "the database is away"), { once: true }));
  renderApp("/");

  expect(await screen.findByRole("alert")).toHaveTextContent("The service is having trouble");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Your feed starts here")).toBeVisible();
});

test("a repeated attempt to post sends the same key, so only one post is created", async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post("*/v1/posts", ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ data: post() }, { status: 201 });
    }),
  );
  renderApp("/");

  await userEvent.click(await screen.findByRole("button", { name: "What’s on your mind?" }));
  await userEvent.type(await screen.findByLabelText("Title"), "The heron is back");
  await userEvent.type(screen.getByLabelText("Text"), "Third spring in a row.");
  await userEvent.click(screen.getByRole("button", { name: "Post" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("We can’t reach the service");
  await userEvent.click(screen.getByRole("button", { name: "Post" }));

  expect(await screen.findByRole("article", { name: "The heron is back" })).toBeVisible();
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
});
