import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { PageHeader } from "~/ui/PageHeader";
import { SettingsSection } from "~/ui/SettingsSection";
import { Keyboard } from "./Keyboard";
import { LanguagePicker } from "./LanguagePicker";
import { Sessions } from "./Sessions";
import { SettingsLinks } from "./SettingsLinks";
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
        <SettingsSection title="Sessions">
          <Sessions />
        </SettingsSection>
      </div>
    </>
  );
}
