import { stopOfRow } from "~/ui/stops";

const headerHeight = 60;

/** Moves the focus to the next or previous post or comment on the page. */
export function moveInList(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("#content article")];
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const inSight = rows.findIndex((row) => row.getBoundingClientRect().bottom > headerHeight);
  const fromHere = step === 1 ? inSight : inSight - 1;
  const row = rows[current === -1 ? fromHere : current + step];
  if (!row) return;
  stopOfRow(row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "start" }); // scroll-padding keeps it below the header
}
