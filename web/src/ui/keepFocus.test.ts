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

/** Shows the content and focuses the element with the id. */
function show(html: string, focused = "it") {
  document.body.innerHTML = `<main id="content" tabindex="-1">${html}</main>`;
  document.getElementById(focused)?.focus();
}

const remove = (id: string) => document.getElementById(id)?.remove();
const replace = (id: string, html: string) => {
  const element = document.getElementById(id) as HTMLElement;
  element.outerHTML = html;
};

/** Returns the id of the focused element, once the focus has settled. */
async function focused() {
  await vi.runAllTimersAsync();
  return document.activeElement?.id;
}

test.each([
  [
    "the first field of a form that opens",
    "<form><input readonly><p></p><input id='field'><button></button></form>",
    "field",
  ],
  ["the button that replaces a form", "<p>Text</p><button id='button'></button>", "button"],
  [
    "the first row of a list that loads",
    "<ul><li><a href='/' tabindex='-1'></a><a id='row' href='/'></a></li></ul>",
    "row",
  ],
  ["the content around plain text", "<p>Text <a href='/'></a></p>", "content"],
])("the focus goes to %s", async (_, html, id) => {
  show("<button id='it'></button>");
  replace("it", html);
  expect(await focused()).toBe(id);
});

test.each([
  [
    "the next row",
    "<ul><li><button id='a'></button></li><li id='row'><button id='it'></button></li><li><button id='b'></button></li></ul>",
    "b",
  ],
  [
    "the row before",
    "<ul><li><button id='a'></button></li><li id='row'><button id='it'></button></li></ul><p></p>",
    "a",
  ],
  [
    "what follows the list",
    "<ul><li id='row'><button id='it'></button></li></ul><p></p><button id='c'></button>",
    "c",
  ],
])("the focus of a removed row goes to %s", async (_, html, id) => {
  show(html);
  remove("row");
  expect(await focused()).toBe(id);
});

test("content that loads slowly gets the focus in the end", async () => {
  show("<article><h2><a id='title' href='/'></a></h2><div><button id='it'></button></div></article>");
  replace("it", "<div id='skeleton'></div>");
  expect(await focused()).toBe("title");
  replace("skeleton", "<ul><li><a id='row' href='/'></a></li></ul>");
  expect(await focused()).toBe("row");
});

test("a focus that has moved elsewhere stays there", async () => {
  show("<button id='it'></button><button id='other'></button>");
  document.getElementById("other")?.focus();
  remove("it");
  expect(await focused()).toBe("other");
});

test("the focus returns from a dialog to its place in the page", async () => {
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
