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
  useDocumentTitle(t("settings"));
  return (
    <>
      <PageHeader title={t("settings")} />
      <div className="divide-y divide-line">
        <SettingsLinks />
        <SettingsSection title={t("appearance")}>
          <ThemePicker />
        </SettingsSection>
        <SettingsSection title={t("language")}>
          <LanguagePicker />
        </SettingsSection>
        <SettingsSection title={t("keyboard")}>
          <Keyboard />
        </SettingsSection>
        <SettingsSection title={t("sessions")}>
          <Sessions />
        </SettingsSection>
      </div>
    </>
  );
}
