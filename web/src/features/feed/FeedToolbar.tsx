import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { SearchField } from "~/ui/SearchField";
import { type FeedSearch, minSearchLength } from "./feedSearch";

interface Props {
  search: FeedSearch;
  /** With replace, the change replaces the current history entry. */
  onChange: (search: FeedSearch, replace?: boolean) => void;
}

const FilterPopover = lazy(async () => ({ default: (await import("./FilterPopover")).FilterPopover }));

export function FeedToolbar({ search, onChange }: Props) {
  const { q = "", ...rest } = search;
  const opener = useRef<HTMLButtonElement>(null);
  const [filtering, setFiltering] = useState<boolean | "never">("never");
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
        aria-expanded={filtering === true}
        onClick={() => setFiltering(filtering !== true)}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {t("filter")}
      </Button>
      {filtering !== "never" && (
        <Suspense>
          <FilterPopover
            opener={opener}
            open={filtering}
            onClose={() => setFiltering(false)}
            search={search}
            onChange={onChange}
          />
        </Suspense>
      )}
    </div>
  );
}
