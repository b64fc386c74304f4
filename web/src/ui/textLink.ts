/** The classes of a link within a sentence. */
export const textLinkClass =
  "rounded-sm font-medium text-accent underline underline-offset-3 hover:text-accent-hover";
