import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { PageHeader } from "~/ui/PageHeader";
import { Account } from "./Account";
import { Keyboard } from "./Keyboard";
import { LanguagePicker } from "./LanguagePicker";
import { Sessions } from "./Sessions";
import { SettingsLinks } from "./SettingsLinks";
import { SettingsSection } from "./SettingsSection";
import { ThemePicker } from "./ThemePicker";

export function SettingsPage() {
  useDocumentTitle("Settings");
  return (
    <>
      <PageHeader title="Settings" />
      <div className="divide-y divide-line">
        <SettingsLinks />
        <SettingsSection title="Appearance">
          <ThemePicker />
        </SettingsSection>
        <SettingsSection title={t("language")}>
          <LanguagePicker />
        </SettingsSection>
        <SettingsSection title="Keyboard">
          <Keyboard />
        </SettingsSection>
        <SettingsSection title="Account">
          <Account />
        </SettingsSection>
        <SettingsSection title="Sessions">
          <Sessions />
        </SettingsSection>
      </div>
    </>
  );
}
