import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { byMaya, page, post } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

const before = post(byMaya);

let stored = before;
let sent: object[];
let release: (answer?: Response) => void;

beforeEach(() => {
  signIn();
  stored = before;
  sent = [];
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...stored, comments: [], comments_next_cursor: null } }),
    ),
    http.patch("*/v1/posts/10", async ({ request }) => {
      const edit = (await request.json()) as object;
      sent.push(edit);
      return new Promise<Response>((resolve) => {
        release = (answer) => {
          if (!answer) stored = { ...stored, ...edit, version: stored.version + 1 };
          resolve(answer ?? HttpResponse.json({ data: stored }));
        };
      });
    }),
  );
});

const text = () => screen.findByLabelText("Text");
const save = () => screen.getByRole("button", { name: "Save" });

/** Changes the post, and sends the change. */
async function saveAnEdit() {
  const router = renderApp("/posts/10?edit=true");
  await userEvent.type(await text(), " Two chicks.");
  await userEvent.click(save());
  await waitFor(() => expect(sent).toHaveLength(1));
  return {
    leave: async () => {
      void router.navigate({ to: "/people" });
      await screen.findByRole("heading", { name: "People" });
    },
    comeBack: () =>
      act(() => router.navigate({ to: "/posts/$postId", params: { postId: 10 }, search: { edit: true } })),
  };
}

test("nothing can be typed while an edit is saved, so nothing is lost", async () => {
  await saveAnEdit();
  await userEvent.type(await text(), " Three.");
  await userEvent.type(screen.getByLabelText("Title"), "!");
  await userEvent.type(screen.getByLabelText("Tags, separated by commas"), "herons,{Backspace}{Backspace}");
  expect(await text()).toHaveValue("Third spring in a row. Two chicks.");
  expect(screen.getByLabelText("Title")).toHaveValue("The heron is back");
  expect(screen.getByRole("button", { name: "Remove the tag birds" })).toBeDisabled();
  expect(screen.queryByText("herons")).toBeNull();

  release(HttpResponse.error());
  expect(await screen.findByRole("alert")).toHaveTextContent("We can’t reach the service");
  await userEvent.type(await text(), " Three.");
  expect(await text()).toHaveValue("Third spring in a row. Two chicks. Three.");
});

test.each(["Title", "Text"])("Ctrl+Enter in the field %s saves an edit, once", async (label) => {
  renderApp("/posts/10?edit=true");
  await userEvent.type(await screen.findByLabelText(label), "!{Control>}{Enter}{/Control}");
  await waitFor(() => expect(sent).toHaveLength(1));
  release();
  await screen.findByText("Saved.");
  expect(sent).toHaveLength(1);
});

test("an edit that is saved after its form was left is reported, and leaves no draft", async () => {
  const { leave } = await saveAnEdit();
  await leave();
  release();
  await screen.findByText("Saved.");
  expect(hasDrafts()).toBe(false);
  expect(screen.getByRole("heading", { name: "People" })).toBeVisible();
});

test("an edit that fails after its form was left is reported, and its draft stays", async () => {
  const { leave, comeBack } = await saveAnEdit();
  await leave();
  release(HttpResponse.error());
  await screen.findByText(/^Your changes were not saved\. We can’t reach the service/);
  await comeBack();
  expect(await text()).toHaveValue("Third spring in a row. Two chicks.");
});

test("back before the response, an edit can't be saved again, and its form closes with the response", async () => {
  const { leave, comeBack } = await saveAnEdit();
  await leave();
  await comeBack();
  const field = await text();
  expect(save()).toBeDisabled();
  expect(field).toHaveAttribute("readonly");
  release();
  await waitFor(() => expect(field).not.toBeInTheDocument());
  expect([sent.length, hasDrafts()]).toEqual([1, false]);
  expect(await screen.findByText(/Two chicks/)).toBeVisible();
});
