import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { comment, page, post } from "~/testing/samples";
import { server } from "~/testing/server";
import { signIn } from "~/testing/signIn";
import { hasDrafts } from "~/ui/draft";

const written = comment({ id: 21, user_id: 1, content: "Hello" });

interface Sent {
  key: string | null;
  body: { content: string; parent_id?: number };
}

let sent: Sent[];
let release: (answer?: Response) => void;

beforeEach(() => {
  signIn();
  sent = [];
  server.use(
    http.get("*/v1/users", () => HttpResponse.json(page([]))),
    http.get("*/v1/posts/10", () =>
      HttpResponse.json({ data: { ...post(), comments: [comment()], comments_next_cursor: null } }),
    ),
    http.get("*/v1/posts/10/comments/20/replies", () => HttpResponse.json(page([]))),
    http.post("*/v1/posts/10/comments", async ({ request }) => {
      const body = (await request.json()) as Sent["body"];
      sent.push({ key: request.headers.get("Idempotency-Key"), body });
      return new Promise<Response>((resolve) => {
        release = (answer = HttpResponse.json({ data: { ...written, ...body } }, { status: 201 })) =>
          resolve(answer);
      });
    }),
  );
});

const forms = {
  comment: { field: () => screen.findByPlaceholderText("Add a comment"), button: "Comment" },
  reply: { field: () => screen.findByPlaceholderText("Add a reply"), button: "Reply" },
};

async function open() {
  const router = renderApp("/posts/10");
  await forms.comment.field();
  return {
    leave: async () => {
      void router.navigate({ to: "/people" });
      await screen.findByRole("heading", { name: "People" });
    },
    comeBack: () => act(() => router.navigate({ to: "/posts/$postId", params: { postId: 10 } })),
  };
}

async function send(kind: keyof typeof forms, text = "Hello") {
  const { field, button } = forms[kind];
  const before = sent.length;
  if (kind === "reply") await userEvent.click(screen.getByRole("button", { name: "Reply to tomas" }));
  await userEvent.type(await field(), text);
  await userEvent.click(screen.getByRole("button", { name: button }));
  await waitFor(() => expect(sent).toHaveLength(before + 1));
}

test.each(["comment", "reply"] as const)(
  "leaving while a %s is sent needs no confirmation, and no draft stays after the response",
  async (kind) => {
    const { leave, comeBack } = await open();
    await send(kind);
    await leave();
    release();
    await waitFor(() => expect(hasDrafts()).toBe(false));
    await comeBack();
    expect(await forms.comment.field()).toHaveValue("");
    expect(screen.queryByPlaceholderText("Add a reply")).toBeNull();
  },
);

test.each(["comment", "reply"] as const)(
  "a %s that fails after its form was left is reported, and its draft stays",
  async (kind) => {
    const { leave, comeBack } = await open();
    await send(kind);
    await leave();
    release(HttpResponse.error());
    await screen.findByText(/^Your comment was not sent\. We can’t reach the service/);

    await comeBack();
    const { field, button } = forms[kind];
    expect(await field()).toHaveValue("Hello");
    await userEvent.click(screen.getByRole("button", { name: button }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual(sent[0]);
    release();
    await waitFor(() => expect(hasDrafts()).toBe(false));
  },
);

test.each(["comment", "reply"] as const)(
  "back before the response, a %s can't be sent again, and disappears with the response",
  async (kind) => {
    const { leave, comeBack } = await open();
    await send(kind);
    await leave();
    await comeBack();
    const field = await forms[kind].field();
    expect(field).toHaveValue("Hello");
    expect(screen.getByRole("button", { name: forms[kind].button })).toBeDisabled();
    release();
    await waitFor(() => expect(hasDrafts()).toBe(false));
    if (kind === "comment") expect(field).toHaveValue("");
    else await waitFor(() => expect(field).not.toBeInTheDocument());
    expect(sent).toHaveLength(1);
  },
);

test("text typed while a comment is being sent is the next one, and survives leaving the page", async () => {
  const { leave, comeBack } = await open();
  await send("comment");
  await userEvent.type(await forms.comment.field(), ", and more");
  await leave();
  release();
  await comeBack();
  expect(await forms.comment.field()).toHaveValue("Hello, and more");
});
