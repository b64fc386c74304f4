import * as z from "zod/mini";
import { codePoints } from "./codePoints";

// The content security policy blocks zod's generated code.
z.config({ jitless: true });

/** A schema for a text that the API accepts: not blank, and at most limit code points. */
export function textSchema(limit: number, missing: string) {
  return z.string().check(
    z.refine((text) => text.trim() !== "", missing),
    z.refine((text) => codePoints(text) <= limit, `At most ${limit} characters`),
  );
}
