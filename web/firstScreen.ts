import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/**
 * Inserts the feed's frame into the built index.html, so that it shows before the
 * code loads. It is inert, because text typed into it would be lost.
 */
export function firstScreen(): Plugin {
  return {
    name: "first-screen",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: async (page) => {
        const frame = await readFile(new URL("./src/app/firstScreen.html", import.meta.url), "utf8");
        return page.replace(
          '<div id="root"></div>',
          () => `<div id="root" inert data-frame>${frame.trim()}</div>`,
        );
      },
    },
  };
}
