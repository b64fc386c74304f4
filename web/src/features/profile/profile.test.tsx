import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, user } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

function serve(changes: Parameters<typeof user>[0]) {
  server.use(http.get("*/v1/users/2", () => HttpResponse.json({ data: user(changes) })));
}

beforeEach(() => {
  signIn();
  server.use(http.get("*/v1/users/2/posts", () => HttpResponse.json(page([]))));
});

test("shows what users say about themselves, and that they follow you", async () => {
  serve({
    display_name: "Tomas B.",
    bio: "Writes about birds",
    location: "Malmö",
    website: "https://tomas.example.com/birds",
    follows_you: true,
  });
  renderApp("/people/2");

  expect(await screen.findByText("Writes about birds")).toBeVisible();
  expect(screen.getByText("Malmö")).toBeVisible();
  expect(screen.getByText("Follows you")).toBeVisible();
  const link = screen.getByRole("link", { name: "tomas.example.com/birds" });
  expect(link).toHaveAttribute("href", "https://tomas.example.com/birds");
  expect(link).toHaveAttribute("rel", "nofollow ugc noopener noreferrer");
});

test.each(["javascript:alert(1)", "http://example.com", "https://bank.example@evil.example/", "nonsense"])(
  "makes no link of %s",
  async (website) => {
    serve({ website, bio: "Writes" });
    renderApp("/people/2");
    expect(await screen.findByText("Writes")).toBeVisible();
    expect(screen.queryAllByRole("link").filter((link) => link.getAttribute("target") === "_blank")).toEqual(
      [],
    );
    expect(screen.queryByText("Follows you")).toBeNull();
  },
);

test("offers more followers when none of the latest can be seen", async () => {
  serve({ followers_count: 2 });
  server.use(
    http.get("*/v1/users/2/followers", ({ request }) => {
      const older = new URL(request.url).searchParams.get("cursor") === "older";
      return HttpResponse.json(
        older ? page([user({ id: 3, username: "lena", display_name: "Lena" })]) : page([], "older"),
      );
    }),
  );
  renderApp("/people/2/followers");

  await userEvent.click(await screen.findByRole("button", { name: "More people" }));
  expect(await screen.findByText("Lena")).toBeVisible();
});
