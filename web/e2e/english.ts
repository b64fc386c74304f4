import { readFileSync } from "node:fs";
import { type CompiledMessage, compileMessage } from "@lingui/message-utils/compileMessage";
import type { Page } from "@playwright/test";

/** Returns a pattern of the texts that a message can become. */
function pattern(message: CompiledMessage): string {
  const parts = message.map((part) => {
    if (part === "#") return ".+";
    if (typeof part === "string") return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const forms = Object.values(part[2] ?? {}).filter(Array.isArray); // the forms of a plural
    return forms.length > 0 ? `(?:${forms.map(pattern).join("|")})` : ".+";
  });
  return parts.join("");
}

/** Returns a pattern that matches every text of a language. */
function textsOf(language: string): RegExp {
  const catalog = readFileSync(new URL(`../src/texts/${language}.json`, import.meta.url), "utf8");
  const texts = Object.values<string>(JSON.parse(catalog)).map((text) => pattern(compileMessage(text)));
  return new RegExp(`^(?:${texts.join("|")})$`);
}

const [english, german] = [textsOf("en"), textsOf("de")];

/**
 * Returns the catalog's English texts on a German page: visible, for screen readers, or
 * in the title. Texts of users are skipped: they are in a bdi or have dir=auto.
 */
export async function englishOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = document.title.split(" · ");
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode())
      if (!node.parentElement?.closest("[dir=auto], bdi")) found.push(node.textContent ?? "");
    for (const name of ["aria-label", "aria-description", "title", "placeholder", "alt"])
      for (const element of document.querySelectorAll(`[${name}]`))
        found.push(element.getAttribute(name) ?? "");
    return found;
  });
  return texts.map((text) => text.trim()).filter((text) => english.test(text) && !german.test(text));
}
