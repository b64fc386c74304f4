import { SlidersHorizontal } from "lucide-react";
import { useRef, useState } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { loadable } from "~/ui/loadable";
import { SearchField } from "~/ui/SearchField";
import { type FeedSearch, minSearchLength } from "./feedSearch";

interface Props {
  search: FeedSearch;
  /** With replace, the change replaces the current history entry. */
  onChange: (search: FeedSearch, replace?: boolean) => void;
}

const FilterPopover = loadable(() => import("./FilterPopover"), "FilterPopover");

export function FeedToolbar({ search, onChange }: Props) {
  const { q = "", ...rest } = search;
  const opener = useRef<HTMLButtonElement>(null);
  const [filter, setFilter] = useState<"open" | "closed" | "unopened">("unopened");
  const open = filter === "open";
  return (
    <div className="flex items-start gap-2 border-line border-b px-4 py-2.5 md:px-5">
      <SearchField
        label={t("searchFeed")}
        value={q}
        minLength={minSearchLength}
        onChange={(text) => onChange({ ...rest, ...(text && { q: text }) }, q !== "")}
      />
      <Button
        ref={opener}
        look="secondary"
        size="small"
        className="h-9"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => FilterPopover.whenLoaded(() => setFilter(open ? "closed" : "open"))}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {t("filter")}
      </Button>
      {filter !== "unopened" && (
        <FilterPopover
          opener={opener}
          open={open}
          onClose={() => setFilter("closed")}
          search={search}
          onChange={onChange}
        />
      )}
    </div>
  );
}
