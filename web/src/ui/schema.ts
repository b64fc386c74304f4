import * as z from "zod/mini";
import { codePoints } from "./codePoints";

// The content security policy refuses the code that zod would generate.
z.config({ jitless: true });

/** A text that the API takes: not only white space, and within its limit. */
export function textSchema(limit: number, missing: string) {
  return z.string().check(
    z.refine((text) => text.trim() !== "", missing),
    z.refine((text) => codePoints(text) <= limit, `At most ${limit} characters`),
  );
}
