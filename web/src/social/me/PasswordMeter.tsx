import { type TextId, t } from "~/texts/texts";
import { passwordStrength, type Strength } from "./passwordStrength";

const looks: Record<Strength, { filled: number; color: string; text: TextId }> = {
  common: {
    filled: 1,
    color: "bg-danger",
    text: "strengthCommon",
  },
  weak: { filled: 1, color: "bg-danger", text: "strengthWeak" },
  fair: { filled: 2, color: "bg-warning", text: "strengthFair" },
  good: { filled: 3, color: "bg-accent", text: "strengthGood" },
  strong: { filled: 4, color: "bg-accent", text: "strengthStrong" },
};
const steps = [1, 2, 3, 4];

/** Shows the strength of a password while the user types it. */
export function PasswordMeter({ password, own }: { password: string; own: string[] }) {
  const look = password === "" ? undefined : looks[passwordStrength(password, own)];
  return (
    <div>
      <div aria-hidden className="grid h-1 grid-cols-4 gap-1">
        {steps.map((step) => (
          <span
            key={step}
            className={`rounded-full transition-colors ${look && step <= look.filled ? look.color : "bg-hover"}`}
          />
        ))}
      </div>
      <p aria-live="polite" className="mt-1 min-h-5">
        {look && <span className="sr-only">{t("passwordStrength")} </span>}
        {look && t(look.text)}
      </p>
    </div>
  );
}
