import * as z from "zod/mini";
import { profileEdit } from "~/api/limits";
import { t } from "~/texts/texts";
import { codePoints } from "~/ui/codePoints";
import "~/ui/schema";

export const limits = {
  display_name: profileEdit.display_name.maxLength,
  bio: profileEdit.bio.maxLength,
  location: profileEdit.location.maxLength,
  website: profileEdit.website.maxLength,
};

const atMost = (limit: number) =>
  z.string().check(
    z.trim(),
    z.refine((text) => codePoints(text) <= limit, { error: () => t("atMostCharacters", { limit }) }),
  );

/** Adds https:// to an address without a scheme. */
export function withScheme(address: string): string {
  const text = address.trim();
  return text === "" || /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`;
}

export const profileSchema = z.object({
  display_name: atMost(limits.display_name),
  bio: atMost(limits.bio),
  location: atMost(limits.location),
  website: z.pipe(
    z.pipe(z.string(), z.transform(withScheme)),
    atMost(limits.website).check(
      z.refine((text) => text === "" || (/^https:\/\//i.test(text) && URL.canParse(text)), {
        error: () => t("badWebsite"),
      }),
    ),
  ),
});

export type Profile = z.infer<typeof profileSchema>;
