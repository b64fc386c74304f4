import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post, user } from "~/testing/samples";
import { answerLater, noContent, problem, server } from "~/testing/server";
import { signIn } from "~/testing/signIn";

beforeEach(() => {
  signIn();
  server.use(
    http.get("*/v1/users/2", () => HttpResponse.json({ data: user() })),
    http.get("*/v1/users/2/posts", () => HttpResponse.json(page([post({ likes_count: 7 })]))),
    http.get("*/v1/account/bookmarks", () => HttpResponse.json(page([post({ bookmarked: true })]))),
  );
});

test("shows a like at once", async () => {
  const { answered, answer } = answerLater();
  server.use(
    http.put("*/v1/posts/10/like", async () => {
      await answered;
      return noContent();
    }),
  );
  renderApp("/people/2");

  await userEvent.click(
    await screen.findByRole("button", { name: "Like The heron is back", pressed: false }),
  );

  expect(await screen.findByRole("button", { name: /Like The heron/, pressed: true })).toHaveTextContent("8");
  answer();
});

test("takes a like back when the API refuses it", async () => {
  server.use(http.put("*/v1/posts/10/like", () => problem(503, "the database is away")));
  renderApp("/people/2");

  await userEvent.click(await screen.findByRole("button", { name: /Like The heron/ }));

  expect(await screen.findByText(/Your like was not changed/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: /Like The heron/, pressed: false })).toHaveTextContent("7");
});

const heart = (pressed: boolean) => screen.findByRole("button", { name: /Like The heron/, pressed });

/** Answers each change of the like with what answers returns for it. Returns the methods sent so far. */
function serveLikes(answers: (() => Response | Promise<Response>)[]) {
  const sent: string[] = [];
  const handle = ({ request }: { request: Request }) => {
    sent.push(request.method);
    return answers[sent.length - 1]?.() ?? noContent();
  };
  server.use(http.put("*/v1/posts/10/like", handle), http.delete("*/v1/posts/10/like", handle));
  return sent;
}

const refused = () => problem(503, "the database is away");

test("the last of three presses is sent and shown, although the first fails", async () => {
  const { answered, answer } = answerLater();
  const sent = serveLikes([() => answered.then(refused)]);
  renderApp("/people/2");
  await userEvent.click(await heart(false));
  await expect.poll(() => sent).toEqual(["PUT"]);
  await userEvent.click(await heart(true));
  await userEvent.click(await heart(false));
  answer();

  await expect.poll(() => sent).toEqual(["PUT", "PUT"]);
  expect(await heart(true)).toHaveTextContent("8");
  expect(screen.queryByText(/Your like was not changed/)).toBeNull();
});

test("a failed change shows what an earlier request has changed", async () => {
  const { answered, answer } = answerLater();
  const sent = serveLikes([() => answered.then(noContent), refused]);
  renderApp("/people/2");
  await userEvent.click(await heart(false));
  await expect.poll(() => sent).toEqual(["PUT"]);
  await userEvent.click(await heart(true));
  await userEvent.click(await heart(false));
  answer();

  expect(await screen.findByText(/Your like was not changed/)).toBeInTheDocument();
  expect(await heart(true)).toHaveTextContent("8");
});

test("a post stays in the open list of bookmarks when its bookmark is removed", async () => {
  server.use(http.delete("*/v1/posts/10/bookmark", noContent));
  renderApp("/bookmarks");

  await userEvent.click(await screen.findByRole("button", { name: /Bookmark The heron/, pressed: true }));

  expect(await screen.findByRole("button", { name: /Bookmark The heron/, pressed: false })).toBeVisible();
});
