import { useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import type { Me } from "~/api/objects";
import { PasswordForm } from "~/social/me/PasswordForm";
import { useMe } from "~/social/me/useMe";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { RecoveryCodes } from "./RecoveryCodes";
import { RemoveTwoStep } from "./RemoveTwoStep";
import { ScanSecret, type Secret } from "./ScanSecret";

type Step = "start" | "password" | Secret | { codes: string[] };

/** Turns the second step of signing in on, by password, app and first code, or off. */
export function TwoStep() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>("start");
  const [removing, setRemoving] = useState(false);

  const setOn = (on: boolean) =>
    client.setQueryData<Me>(userKeys.me(), (known) => known && { ...known, has_totp: on });
  const cancel = (
    <Button look="quiet" onClick={() => setStep("start")}>
      {t("cancel")}
    </Button>
  );

  if (typeof step === "object" && "codes" in step)
    return <RecoveryCodes codes={step.codes} onDone={() => setStep("start")} />;

  if (me?.has_totp) {
    return (
      <>
        <p className="mb-4 flex gap-2 text-sm">
          <ShieldCheck aria-hidden className="size-5 shrink-0 text-accent" />
          {t("twoStepIsOn")}
        </p>
        {removing ? (
          <RemoveTwoStep
            onRemoved={() => {
              setOn(false);
              setRemoving(false);
            }}
            onCancel={() => setRemoving(false)}
          />
        ) : (
          <Button look="secondary" onClick={() => setRemoving(true)}>
            {t("turnOffAsks")}
          </Button>
        )}
      </>
    );
  }
  if (typeof step === "object") {
    return (
      <ScanSecret
        secret={step}
        onConfirmed={(codes) => {
          setOn(true);
          setStep({ codes });
        }}
      >
        {cancel}
      </ScanSecret>
    );
  }
  return (
    <>
      <p className="mb-4 text-muted text-sm">{t("twoStepText")}</p>
      {step === "start" ? (
        <Button look="secondary" disabled={!me} onClick={() => setStep("password")}>
          {t("setUpAsks")}
        </Button>
      ) : (
        <PasswordForm
          label={t("twoStep")}
          action={t("continue")}
          look="secondary"
          reasons={{ 409: "twoStepChanged" }}
          send={async (password) => (await bodyOf(api.POST("/v1/account/totp", { body: { password } }))).data}
          onSuccess={setStep}
        >
          {cancel}
        </PasswordForm>
      )}
    </>
  );
}
