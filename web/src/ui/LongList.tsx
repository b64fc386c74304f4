import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { type RowListProps, rowClass } from "./RowList";
import { heightOf, rememberHeight } from "./rowHeights";

const usualHeight = 190;

export function LongList({ label, rows, hasMore, render }: RowListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    count: rows.length,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: (index) => heightOf(label, rows[index]?.id) ?? usualHeight,
    measureElement: (row, entry) => {
      const height = entry?.borderBoxSize?.[0]?.blockSize ?? row.getBoundingClientRect().height;
      rememberHeight(label, rows[Number(row.dataset.index)]?.id, height);
      return height;
    },
    overscan: 6,
    scrollMargin: top,
    initialOffset: () => window.scrollY,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });

  // What stands above may have grown since.
  useLayoutEffect(() => {
    if (list.current) setTop(list.current.offsetTop);
  });

  const shown = virtualizer.getVirtualItems();
  const [first, last] = [shown.at(0), shown.at(-1)];
  return (
    <ul
      ref={list}
      aria-label={label}
      style={{
        paddingTop: first ? first.start - top : 0,
        paddingBottom: virtualizer.getTotalSize() - (last ? last.end - top : 0),
        overflowAnchor: "none",
      }}
    >
      {shown.map(({ index, key }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          aria-setsize={hasMore ? -1 : rows.length}
          aria-posinset={index + 1}
          className={rowClass}
        >
          {render(index)}
        </li>
      ))}
    </ul>
  );
}
