import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFocus } from "./keepFocus";

let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  stop = keepFocus();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** Shows the content and focuses what has this id. */
function show(html: string, focused = "it") {
  document.body.innerHTML = `<main id="content" tabindex="-1">${html}</main>`;
  document.getElementById(focused)?.focus();
}

const remove = (id: string) => document.getElementById(id)?.remove();
const replace = (id: string, html: string) => {
  const element = document.getElementById(id) as HTMLElement;
  element.outerHTML = html;
};

/** Returns the id of what has the focus, once that is settled. */
async function focused() {
  await vi.runAllTimersAsync();
  return document.activeElement?.id;
}

test.each([
  [
    "a form opens: its first field",
    "<form><input readonly><p></p><input id='field'><button></button></form>",
    "field",
  ],
  ["a form closes: the button", "<p>Text</p><button id='button'></button>", "button"],
  [
    "a list is loaded: its first row",
    "<ul><li><a href='/' tabindex='-1'></a><a id='row' href='/'></a></li></ul>",
    "row",
  ],
  ["only text comes: what it is in", "<p>Text <a href='/'></a></p>", "content"],
])("%s", async (_, html, id) => {
  show("<button id='it'></button>");
  replace("it", html);
  expect(await focused()).toBe(id);
});

test.each([
  [
    "the next",
    "<ul><li><button id='a'></button></li><li id='row'><button id='it'></button></li><li><button id='b'></button></li></ul>",
    "b",
  ],
  [
    "the one before",
    "<ul><li><button id='a'></button></li><li id='row'><button id='it'></button></li></ul><p></p>",
    "a",
  ],
  [
    "what follows the list",
    "<ul><li id='row'><button id='it'></button></li></ul><p></p><button id='c'></button>",
    "c",
  ],
])("a row leaves its focus to %s", async (_, html, id) => {
  show(html);
  remove("row");
  expect(await focused()).toBe(id);
});

test("what loads slowly gets the focus in the end", async () => {
  show("<article><h2><a id='title' href='/'></a></h2><div><button id='it'></button></div></article>");
  replace("it", "<div id='skeleton'></div>");
  expect(await focused()).toBe("title");
  replace("skeleton", "<ul><li><a id='row' href='/'></a></li></ul>");
  expect(await focused()).toBe("row");
});

test("a focus that is somewhere is left there", async () => {
  show("<button id='it'></button><button id='other'></button>");
  document.getElementById("other")?.focus();
  remove("it");
  expect(await focused()).toBe("other");
});

test("a focus that was in a dialog returns to where it was in the page", async () => {
  show("<button id='it'></button><button id='next'></button>");
  document.body.insertAdjacentHTML(
    "beforeend",
    "<div role='dialog' id='dialog'><button id='ok'></button></div>",
  );
  document.getElementById("ok")?.focus();
  remove("it");
  expect(await focused()).toBe("ok");
  remove("dialog");
  expect(await focused()).toBe("next");
});
