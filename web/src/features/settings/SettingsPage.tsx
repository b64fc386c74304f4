import { LogOut } from "lucide-react";
import { signOut } from "~/social/me/signOut";
import { Button } from "~/ui/Button";
import { useDocumentTitle } from "~/ui/documentTitle";
import { PageHeader } from "~/ui/PageHeader";
import { Account } from "./Account";
import { SettingsSection } from "./SettingsSection";
import { ThemePicker } from "./ThemePicker";

export function SettingsPage() {
  useDocumentTitle("Settings");
  return (
    <>
      <PageHeader title="Settings" />
      <div className="divide-y divide-line">
        <SettingsSection title="Appearance">
          <ThemePicker />
        </SettingsSection>
        <SettingsSection title="Account">
          <Account />
        </SettingsSection>
        <SettingsSection title="This browser">
          <p className="mb-3 text-muted text-sm">Signing out here leaves you signed in everywhere else.</p>
          <Button look="secondary" onClick={signOut}>
            <LogOut aria-hidden className="size-4" />
            Sign out
          </Button>
        </SettingsSection>
      </div>
    </>
  );
}
