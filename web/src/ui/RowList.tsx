import { type ComponentType, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { rememberHeight } from "./rowHeights";

export interface RowListProps {
  label: string;
  rows: { id: number }[];
  /** More follow than are known of. */
  hasMore: boolean;
  render: (index: number) => ReactNode;
}

// A first page is drawn whole: what draws a long list is loaded later.
const few = 20;
let LongList: ComponentType<RowListProps> | undefined;

export async function loadLongList() {
  LongList ??= (await import("./LongList")).LongList;
}

/** A list of rows. Of a long one only what is near the screen is on the page. */
export function RowList(props: RowListProps) {
  const { label, rows } = props;
  const list = useRef<HTMLUListElement>(null);
  const many = rows.length > few;
  const [long, setLong] = useState(many && LongList !== undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what had the focus may not have it at the next page
  useEffect(() => {
    if (!many || long) return;
    // A row that has the focus would lose it.
    const change = () => setLong(LongList !== undefined && !list.current?.contains(document.activeElement));
    void loadLongList().then(change, () => undefined); // all rows stay drawn
  }, [many, long, rows.length]);

  // The long list goes on at the same place.
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || long) return;
    return () => {
      for (const [index, row] of [...element.children].entries())
        rememberHeight(label, rows[index]?.id, row.getBoundingClientRect().height);
    };
  }, [label, rows, long]);

  if (long && LongList) return <LongList {...props} />;
  return (
    <ul ref={list} aria-label={label}>
      {rows.map(({ id }, index) => (
        <li key={id} className={rowClass}>
          {props.render(index)}
        </li>
      ))}
    </ul>
  );
}

export const rowClass = "border-line border-b";
