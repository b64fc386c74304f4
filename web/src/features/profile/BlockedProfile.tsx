import { Link } from "@tanstack/react-router";
import { Ban } from "lucide-react";
import type { User } from "~/api/objects";
import { useUnblock } from "~/social/safety/useBlock";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { EmptyState } from "~/ui/EmptyState";

/** Stands in for the profile of a blocked user. */
export function BlockedProfile({ user }: { user: User }) {
  const unblock = useUnblock(user);
  const { username } = user;
  return (
    <EmptyState icon={Ban} title={t("youBlockedTitle", { username })}>
      <p>{t("youBlocked")}</p>
      <p className="mt-4 flex flex-wrap items-center justify-center gap-x-4 gap-y-2">
        <Button
          look="secondary"
          size="small"
          aria-label={t("unblockUser", { username })}
          pending={unblock.isPending}
          onClick={() => unblock.mutate()}
        >
          {t("unblock")}
        </Button>
        <Link to="/settings/blocked" className="text-link">
          {t("hiddenUsers")}
        </Link>
      </p>
    </EmptyState>
  );
}
