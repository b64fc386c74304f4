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
      <SettingsHeader title="Account" />
      <div className="divide-y divide-line">
        <SettingsSection title="You">
          <AccountFacts />
        </SettingsSection>
        <SettingsSection title="Username">
          <UsernameForm />
        </SettingsSection>
        <SettingsSection title="Email address">
          <EmailForm />
        </SettingsSection>
        <SettingsSection title="Your data">
          <Export />
        </SettingsSection>
        <SettingsSection title="Delete account">
          <DeleteAccount />
        </SettingsSection>
      </div>
    </>
  );
}
