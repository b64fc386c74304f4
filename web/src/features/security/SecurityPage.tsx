import { t } from "~/texts/texts";
import { SettingsHeader } from "~/ui/SettingsHeader";
import { SettingsSection } from "~/ui/SettingsSection";
import { ChangePassword } from "./ChangePassword";
import { Devices } from "./Devices";
import { TwoStep } from "./TwoStep";

export function SecurityPage() {
  return (
    <>
      <SettingsHeader title={t("security")} />
      <div className="divide-y divide-line">
        <SettingsSection title={t("password")}>
          <ChangePassword />
        </SettingsSection>
        <SettingsSection title={t("twoStep")}>
          <TwoStep />
        </SettingsSection>
        <SettingsSection title={t("devices")}>
          <Devices />
        </SettingsSection>
      </div>
    </>
  );
}
