import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import type { Post } from "~/api/objects";
import { renderApp } from "~/testing/renderApp";
import { byMaya, comment, post } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

const mine = post(byMaya);
const theirs = { ...mine, content: "Theirs", version: 2 };

let stored = mine;

beforeEach(() => {
  signIn();
  stored = mine;
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...stored, comments: [comment()], comments_next_cursor: null } }),
    ),
    http.patch("*/v1/posts/10", async ({ request }) => {
      const { version, ...changes } = (await request.json()) as Post;
      if (version !== stored.version)
        return problem(409, "the post has changed", { current_version: stored.version });
      stored = { ...stored, ...changes, version: version + 1 };
      return HttpResponse.json({ data: stored });
    }),
  );
});

/** Saves a text in the open form after somebody else has saved another one. */
async function conflict() {
  await userEvent.clear(await screen.findByLabelText("Text"));
  await userEvent.type(screen.getByLabelText("Text"), "Mine");
  stored = theirs;
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  return within(await screen.findByRole("region", { name: "The other version" }));
}

const button = (name: string) => screen.getByRole("button", { name });

test("a conflict shows both versions, and mine can be kept", async () => {
  renderApp("/posts/10?edit=true");
  const shown = await conflict();
  expect(await shown.findByText("Theirs")).toBeVisible();
  expect(screen.getByLabelText("Text")).toHaveValue("Mine");

  await userEvent.click(button("Keep mine"));
  expect(await screen.findByText("Mine", { selector: "p" })).toBeVisible();
  expect(stored).toMatchObject({ content: "Mine", version: 3 });
});

test("the other version can be taken, and is then the post", async () => {
  renderApp("/posts/10?edit=true");
  await (await conflict()).findByText("Theirs");
  await userEvent.click(button("Use the other"));
  expect(await screen.findByText("Theirs", { selector: "article p" })).toBeVisible();
  expect(stored).toEqual(theirs);
});

test("if the other version can't be loaded, no old one is shown and none can be chosen", async () => {
  renderApp("/posts/10?edit=true");
  await screen.findByLabelText("Text");
  server.use(http.get("*/v1/posts/10", () => problem(503, "the database is away"), { once: true }));
  const shown = await conflict();
  expect(await shown.findByRole("alert")).toHaveTextContent("The service is having trouble");
  expect(shown.queryByText(mine.content)).toBeNull();
  expect(button("Use the other")).toBeDisabled();
  expect(button("Keep mine")).toBeDisabled();

  await userEvent.click(shown.getByRole("button", { name: "Try again" }));
  expect(await shown.findByText("Theirs")).toBeVisible();
  expect(button("Keep mine")).toBeEnabled();
});

test("a like on its way does not bring the old version back", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/posts/10/comments/20/like", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/posts/10?edit=true");
  await userEvent.click(await screen.findByRole("button", { name: /^Like the comment/ }));
  const shown = await conflict();
  await waitFor(() => expect(shown.getByText("Theirs")).toBeVisible());
  answer();
});
