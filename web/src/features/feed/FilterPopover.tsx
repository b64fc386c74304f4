import { Popover } from "radix-ui";
import { type RefObject, useRef } from "react";
import { t } from "~/texts/texts";
import { ExistingElement } from "~/ui/ExistingElement";
import { FilterForm } from "./FilterForm";
import type { FeedSearch } from "./feedSearch";

interface Props {
  opener: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
  search: FeedSearch;
  onChange: (search: FeedSearch) => void;
}

export function FilterPopover({ opener, open, onClose, search, onChange }: Props) {
  const form = useRef<HTMLFormElement>(null);

  function leave() {
    form.current?.requestSubmit();
    onClose();
  }

  return (
    <Popover.Root open={open} onOpenChange={(next) => next || leave()}>
      <Popover.Trigger asChild>
        <ExistingElement element={opener} />
      </Popover.Trigger>
      <Popover.Portal container={document.getElementById("content")}>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("filterFeed")}
          className="z-20 w-76 max-w-(--radix-popover-content-available-width) animate-appear rounded-xl border border-line bg-raised p-4 shadow-float"
        >
          <FilterForm ref={form} search={search} onChange={onChange} onDone={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
