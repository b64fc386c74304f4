import { SlidersHorizontal } from "lucide-react";
import { Popover } from "radix-ui";
import { Button } from "~/ui/Button";
import { SearchField } from "~/ui/SearchField";
import { FilterForm } from "./FilterForm";
import type { FeedSearch } from "./feedSearch";

interface Props {
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
}

export function FeedToolbar({ search, onChange }: Props) {
  const { q = "", ...rest } = search;
  return (
    <div className="flex items-center gap-2 border-line border-b px-4 py-2.5 md:px-5">
      <SearchField
        label="Search your feed"
        value={q}
        onChange={(text) => onChange({ ...rest, ...(text && { q: text }) })}
      />
      <Popover.Root>
        <Popover.Trigger asChild>
          <Button look="secondary" size="small" className="h-9">
            <SlidersHorizontal aria-hidden className="size-4" />
            Filter
          </Button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            aria-label="Filter the feed"
            className="z-20 w-76 animate-appear rounded-xl border border-line bg-raised p-4 shadow-float"
          >
            <FilterForm search={search} onChange={onChange} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
