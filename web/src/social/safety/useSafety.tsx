import { useQueryClient } from "@tanstack/react-query";
import { Ban, Flag } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import type { Author, User } from "~/api/objects";
import { t } from "~/texts/texts";
import { loadable } from "~/ui/loadable";
import { MenuItem } from "~/ui/Menu";
import { showToast } from "~/ui/toast";
import { useMe } from "../me/useMe";
import { MuteItem } from "./MuteItem";
import type { Subject } from "./subject";

const BlockQuestion = loadable(() => import("./BlockQuestion"), "BlockQuestion");
const ReportDialog = loadable(() => import("./ReportDialog"), "ReportDialog");

interface Safety {
  /** The menu items to mute, block and report. Null for the user's own profile and content. */
  items: ReactNode;
  /** The dialog that an item opens. It is rendered outside of the menu, which closes. */
  dialog: ReactNode;
}

/** Returns the menu items against a user, or against something that they wrote, and their dialog. */
export function useSafety(
  subject: Subject,
  author: Author | User,
  opener: RefObject<HTMLElement | null>,
): Safety {
  const { data: me } = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState<"block" | "report" | null>(null);
  if (!me || me.id === author.id) return { items: null, dialog: null };

  const { username } = author;
  async function mute(muted: boolean) {
    const code = await import("./setMuted").catch(() => null);
    if (code) await code.setMuted(client, author, muted);
    else showToast(t("partUnloaded"), "problem");
  }

  const block = () => BlockQuestion.whenLoaded(() => setOpen("block"));
  const dialogs = { opener, author, onClose: () => setOpen(null) };
  return {
    items: (
      <>
        <MuteItem author={author} onMute={(muted) => void mute(muted)} />
        <MenuItem icon={Ban} onSelect={block}>
          {t("blockUser", { username })}
        </MenuItem>
        <MenuItem icon={Flag} onSelect={() => ReportDialog.whenLoaded(() => setOpen("report"))}>
          {t("report")}
        </MenuItem>
      </>
    ),
    dialog:
      open &&
      (open === "block" ? (
        <BlockQuestion {...dialogs} />
      ) : (
        <ReportDialog {...dialogs} subject={subject} onMute={() => void mute(true)} onBlock={block} />
      )),
  };
}
