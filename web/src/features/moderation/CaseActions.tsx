import { Ban, Check, ExternalLink, type LucideIcon, Pencil, Trash2 } from "lucide-react";
import { type TextId, t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { KeyHint } from "./KeyHint";

/** The actions on a case. A missing one is not possible, or not allowed. */
export interface CaseActionsOf {
  dismiss: () => void;
  remove?: () => void;
  suspend?: () => void;
  open?: () => void;
  edit: () => void;
}

const buttons: { action: keyof CaseActionsOf; key: string; name: TextId; icon: LucideIcon }[] = [
  { action: "dismiss", key: "d", name: "dismissCase", icon: Check },
  { action: "remove", key: "r", name: "removeSubject", icon: Trash2 },
  { action: "suspend", key: "s", name: "suspendAuthor", icon: Ban },
  { action: "open", key: "o", name: "openSubject", icon: ExternalLink },
  { action: "edit", key: "e", name: "editNote", icon: Pencil },
];

/** The actions of the current case, each with its key. */
export function CaseActions({ actions }: { actions: CaseActionsOf }) {
  return (
    <div className="flex flex-wrap gap-2">
      {buttons.map(({ action, key, name, icon: Icon }) => {
        const act = actions[action];
        return (
          act && (
            <Button key={action} look="secondary" size="small" aria-keyshortcuts={key} onClick={act}>
              <Icon aria-hidden className="size-4" />
              {t(name)}
              <KeyHint name={key} />
            </Button>
          )
        );
      })}
    </div>
  );
}
