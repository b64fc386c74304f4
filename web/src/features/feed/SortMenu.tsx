import { ArrowDownUp, ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { Button } from "~/ui/Button";
import { Menu, MenuItem } from "~/ui/Menu";
import type { FeedSearch } from "./feedSearch";

interface Props {
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
}

export function SortMenu({ search, onChange }: Props) {
  const { sort, ...newest } = search;
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small" className="-me-2">
          <ArrowDownUp aria-hidden className="size-4" />
          {sort ? "Oldest first" : "Newest first"}
        </Button>
      }
    >
      <MenuItem icon={ArrowDownWideNarrow} onSelect={() => onChange(newest)}>
        Newest first
      </MenuItem>
      <MenuItem icon={ArrowUpNarrowWide} onSelect={() => onChange({ ...newest, sort: "oldest" })}>
        Oldest first
      </MenuItem>
    </Menu>
  );
}
