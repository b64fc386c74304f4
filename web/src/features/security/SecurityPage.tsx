import { SettingsHeader } from "~/ui/SettingsHeader";
import { SettingsSection } from "~/ui/SettingsSection";
import { ChangePassword } from "./ChangePassword";
import { Devices } from "./Devices";
import { TwoStep } from "./TwoStep";

export function SecurityPage() {
  return (
    <>
      <SettingsHeader title="Security" />
      <div className="divide-y divide-line">
        <SettingsSection title="Password">
          <ChangePassword />
        </SettingsSection>
        <SettingsSection title="Two-step sign-in">
          <TwoStep />
        </SettingsSection>
        <SettingsSection title="Signed-in devices">
          <Devices />
        </SettingsSection>
      </div>
    </>
  );
}
