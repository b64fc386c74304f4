import { ArrowDownUp, ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { t } from "~/texts/texts";
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
          {t(sort ? "oldestFirst" : "newestFirst")}
        </Button>
      }
    >
      <MenuItem icon={ArrowDownWideNarrow} onSelect={() => onChange(newest)}>
        {t("newestFirst")}
      </MenuItem>
      <MenuItem icon={ArrowUpNarrowWide} onSelect={() => onChange({ ...newest, sort: "oldest" })}>
        {t("oldestFirst")}
      </MenuItem>
    </Menu>
  );
}
