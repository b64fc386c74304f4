import { Ban, VolumeOff } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { SettingsHeader } from "~/ui/SettingsHeader";
import { BlockToggle } from "./BlockToggle";
import { MuteToggle } from "./MuteToggle";
import { useBlocks, useMutes } from "./useHiddenUsers";

const heading = "px-4 pt-6 font-semibold md:px-5";
const about = "px-4 pt-1 pb-2 text-muted text-sm md:px-5";

/** The users that the user blocked or muted. After an unblock, the row stays while the page is open. */
export function HiddenUsersPage() {
  const [blocks, mutes] = [useBlocks(), useMutes()];
  return (
    <>
      <SettingsHeader title={t("hiddenUsers")} />
      <section aria-labelledby="blocked-users" className="border-line border-b">
        <h2 id="blocked-users" className={heading}>
          {t("blockedUsers")}
        </h2>
        <p className={about}>{t("blockedUsersText")}</p>
        <UserList
          label={t("blockedUsers")}
          query={blocks}
          actionOf={(user) => <BlockToggle user={user} />}
          empty={
            <EmptyState icon={Ban} title={t("nobodyBlockedTitle")}>
              {t("nobodyBlocked")}
            </EmptyState>
          }
        />
      </section>
      <section aria-labelledby="muted-users">
        <h2 id="muted-users" className={heading}>
          {t("mutedUsers")}
        </h2>
        <p className={about}>{t("mutedUsersText")}</p>
        <UserList
          label={t("mutedUsers")}
          query={mutes}
          actionOf={(user) => <MuteToggle user={user} />}
          empty={
            <EmptyState icon={VolumeOff} title={t("nobodyMutedTitle")}>
              {t("nobodyMuted")}
            </EmptyState>
          }
        />
      </section>
    </>
  );
}
