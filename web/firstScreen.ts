import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/**
 * Puts the feed's frame into the built page, so that it is seen before the code
 * has come. It is inert: what would be typed there would be lost.
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
