import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { page, post, user } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { dropDrafts } from "~/ui/draft";

let asked: string[] = [];
let sent: unknown[] = [];

beforeEach(() => {
  dropDrafts();
  signIn();
  [asked, sent] = [[], []];
  server.use(
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...post(), comments: [], comments_next_cursor: null } }),
    ),
    http.post("*/v1/posts/10/comments", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.error();
    }),
  );
});

/** Serves users by the name searched. slow has the delays of responses, in milliseconds. */
function serve(names: Record<string, string[]>, slow: Record<string, number> = {}) {
  server.use(
    http.get("*/v1/users", async ({ request }) => {
      const text = new URL(request.url).searchParams.get("search") ?? "";
      asked.push(text);
      await delay(slow[text] ?? 0);
      return HttpResponse.json(page((names[text] ?? []).map((username, id) => user({ id, username }))));
    }),
  );
}

async function openField() {
  renderApp("/posts/10");
  return screen.findByLabelText("Comment");
}

const shown = () => screen.queryAllByRole("option").map(({ textContent }) => textContent?.slice(1));

test("searches when the user stops typing, and not for an @ alone", async () => {
  serve({ tom: ["tomas"] });
  const field = await openField();
  await userEvent.type(field, "Hello @");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(asked).toEqual([]);

  await userEvent.type(field, "tom");
  await waitFor(() => expect(shown()).toEqual(["tomas"]));
  expect(asked).toEqual(["tom"]);
});

test("drops a late response", async () => {
  serve({ a: ["anna", "amir"], am: ["amir"] }, { a: 300 });
  const field = await openField();
  await userEvent.type(field, "@a");
  await waitFor(() => expect(asked).toEqual(["a"]));
  await userEvent.type(field, "m");
  await waitFor(() => expect(shown()).toEqual(["amir"]));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(shown()).toEqual(["amir"]);
});

test("Enter picks a user whose name starts differently only after an arrow key selects them", async () => {
  serve({ tomsa: ["tomas"] });
  const field = await openField();
  await userEvent.type(field, "@tomsa");
  await waitFor(() => expect(shown()).toEqual(["tomas"]));
  await userEvent.keyboard("{Enter}");
  expect(field).toHaveValue("@tomsa\n");

  await userEvent.keyboard("@tomsa");
  await waitFor(() => expect(shown()).toEqual(["tomas"]));
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(field).toHaveValue("@tomsa\n@tomas ");
  expect(sent).toEqual([]);
});

test("leaves the rest of the text as it is, and stays closed after Escape", async () => {
  serve({ t: ["tomas"], to: ["tomas"] });
  const field = await openField();
  await userEvent.type(field, "Ask  now");
  await userEvent.type(field, "@t", { initialSelectionStart: 4, initialSelectionEnd: 4 });
  await waitFor(() => expect(shown()).toEqual(["tomas"]));
  await userEvent.keyboard("{Escape}o");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(shown()).toEqual([]);

  await userEvent.keyboard("{Backspace}{Backspace}{Backspace}@t");
  await waitFor(() => expect(shown()).toEqual(["tomas"]));
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(field).toHaveValue("Ask @tomas now");
  expect(shown()).toEqual([]);
  expect(sent).toEqual([]);
});
