import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const catalog = /\/src\/texts\/\w+\.json$/;

/** Compiles the catalogs at build time, so that the app needs no message parser. */
export function texts(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    transform(code, id) {
      if (!catalog.test(id)) return;
      const messages = Object.entries<string>(JSON.parse(code));
      const compiled = messages.map(([name, message]) => [name, compileMessage(message)]);
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
