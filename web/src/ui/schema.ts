import * as z from "zod/mini";
import { type TextId, t } from "~/texts/texts";
import { codePoints } from "./codePoints";

// The content security policy blocks zod's generated code.
z.config({ jitless: true });

/** A schema for a text that the API accepts: not blank, and at most limit code points. */
export function textSchema(limit: number, missing: TextId) {
  return z.string().check(
    z.refine((text) => text.trim() !== "", { error: () => t(missing) }),
    z.refine((text) => codePoints(text) <= limit, { error: () => t("atMostCharacters", { limit }) }),
  );
}
