import { t } from "~/texts/texts";
import { SettingsHeader } from "~/ui/SettingsHeader";
import { SettingsSection } from "~/ui/SettingsSection";
import { AccountFacts } from "./AccountFacts";
import { DeleteAccount } from "./DeleteAccount";
import { EmailForm } from "./EmailForm";
import { Export } from "./Export";
import { UsernameForm } from "./UsernameForm";

export function AccountPage() {
  return (
    <>
      <SettingsHeader title={t("account")} />
      <div className="divide-y divide-line">
        <SettingsSection title={t("you")}>
          <AccountFacts />
        </SettingsSection>
        <SettingsSection title={t("username")}>
          <UsernameForm />
        </SettingsSection>
        <SettingsSection title={t("emailAddress")}>
          <EmailForm />
        </SettingsSection>
        <SettingsSection title={t("yourData")}>
          <Export />
        </SettingsSection>
        <SettingsSection title={t("deleteAccount")}>
          <DeleteAccount />
        </SettingsSection>
      </div>
    </>
  );
}
