import { ShieldAlert } from "lucide-react";
import { t } from "~/texts/texts";

/** Says that a moderator removed the post. Only its author and moderators can open it. */
export function RemovedNotice({ isMine }: { isMine: boolean }) {
  return (
    <p className="mt-4 flex gap-2 rounded-lg bg-warning-soft px-3 py-2 text-sm text-warning">
      <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t(isMine ? "postRemovedForAuthor" : "postRemovedForStaff")}
    </p>
  );
}
