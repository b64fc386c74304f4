import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { signIn } from "~/testing/signIn";
import { closeComposer } from "./composing";

const list = ["heron", "kingfisher", "great crested grebe", "bearded reedling", "water rail", "bittern"];
const long = "a tag that goes on and on and on as no tag is meant to do";

beforeEach(() => signIn());
afterEach(closeComposer);

async function pasteTags(text: string) {
  renderApp("/");
  await userEvent.click(await screen.findByRole("button", { name: "What’s on your mind?" }));
  await userEvent.click(await screen.findByLabelText("Tags, separated by commas"));
  await userEvent.paste(text);
}

const chips = () =>
  screen.queryAllByRole("button", { name: /^Remove the/ }).map((chip) => chip.parentElement?.textContent);

test("a pasted list is taken as a whole, however long it is", async () => {
  await pasteTags(list.map((tag) => `#${tag}`).join(", "));
  expect(chips()).toEqual(list);
});

const tagField = () => screen.getByLabelText("Tags, separated by commas");

test("the first field that can't be sent gets the focus, also if only the tags can't", async () => {
  await pasteTags(`${long},`);
  await userEvent.click(screen.getByRole("button", { name: "Post" }));
  await waitFor(() => expect(screen.getByLabelText("Title")).toHaveFocus());
  await userEvent.type(screen.getByLabelText("Title"), "Heron");
  await userEvent.type(screen.getByLabelText("Text"), "Again");
  await userEvent.click(screen.getByRole("button", { name: "Post" }));
  await waitFor(() => expect(tagField()).toHaveFocus());
  expect(tagField()).toHaveAccessibleDescription(/^At most 50 characters per tag/);
});

test("a tag that is too long is reported, and stays", async () => {
  await pasteTags(`heron, ${long}`);
  expect(await screen.findByText(/^At most 50 characters per tag: “a tag that goes on a…”/)).toBeVisible();
  expect(chips()).toEqual(["heron", long]);
  await userEvent.click(screen.getByRole("button", { name: `Remove the tag ${long}` }));
  expect(screen.queryByText(/^At most/)).toBeNull();
});

test("more tags than a post can have are reported, and stay", async () => {
  const many = Array.from({ length: 11 }, (_, i) => `tag${i}`);
  await pasteTags(many.join(","));
  expect(await screen.findByText("At most 10 tags")).toBeVisible();
  expect(chips()).toEqual(many);
  expect(tagField()).toBeInvalid();
  expect(tagField()).toHaveAccessibleDescription("At most 10 tags");
});

test("an unfinished tag is kept in the draft", async () => {
  await pasteTags("heron,");
  await userEvent.type(screen.getByLabelText("Tags, separated by commas"), "kingf");
  expect(chips()).toEqual(["heron"]);
  cleanup();

  renderApp("/");
  await screen.findByLabelText("Tags, separated by commas");
  expect(chips()).toEqual(["heron", "kingf"]);
});

test("a filter takes a pasted list, and reports too many tags", async () => {
  const router = renderApp("/");
  await userEvent.click(await screen.findByRole("button", { name: "Filter" }));
  const field = await screen.findByLabelText("Has the tag");
  await userEvent.click(field);
  await userEvent.paste(list.join(", "));
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(await screen.findByText("At most 5 tags")).toBeVisible();
  expect(field).toHaveValue(list.join(", "));
  expect(field).toHaveFocus();
  expect(field).toHaveAccessibleDescription("At most 5 tags");

  await userEvent.clear(field);
  await userEvent.paste(list.slice(1).join(", "));
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(router.state.location.search).toEqual({ tags: list.slice(1).join(",") });
});

test("a filter whose dates don't fit says so at the field to change", async () => {
  renderApp("/");
  await userEvent.click(await screen.findByRole("button", { name: "Filter" }));
  const until = await screen.findByLabelText("To");
  await userEvent.type(screen.getByLabelText("From"), "2026-03-02");
  await userEvent.type(until, "2026-03-01");
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(until).toHaveFocus();
  expect(until).toBeInvalid();
  expect(until).toHaveAccessibleDescription("“From” must not be after “To”.");
});
