import type { LucideIcon } from "lucide-react";
import { t } from "~/texts/texts";
import { shortCount } from "~/ui/count";

/** Returns the text that tells screen readers how much is unread. */
export function unreadText(unread: number): string {
  return t("unreadCount", { shown: shortCount(unread) });
}

/** The icon of a place of the navigation, with the number of unread things there. */
export function NavigationIcon({
  icon: Icon,
  unread = 0,
}: {
  icon: LucideIcon;
  unread?: number | undefined;
}) {
  return (
    <span className="relative shrink-0">
      <Icon aria-hidden className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute start-2.5 -top-1.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-danger px-1 font-semibold text-[0.625rem] text-on-danger leading-none ring-2 ring-page max-md:ring-surface"
        >
          {shortCount(unread)}
        </span>
      )}
    </span>
  );
}
