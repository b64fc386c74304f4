import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import type { Me } from "~/api/objects";
import { PasswordForm } from "~/social/me/PasswordForm";
import { useMe } from "~/social/me/useMe";
import { userKeys } from "~/social/user/userKeys";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { showToast } from "~/ui/toast";
import { useIsAt } from "~/ui/useIsAt";
import { RecoveryCodes } from "./RecoveryCodes";
import { RemoveTwoStep } from "./RemoveTwoStep";
import { ScanSecret, type Secret } from "./ScanSecret";
import { useRecoveryCodes } from "./useRecoveryCodes";

type Step = "start" | "password" | Secret;

/** Sets up two-step sign-in (password, authenticator app, first code) or turns it off. */
export function TwoStep() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const [step, setStep] = useState<Step>("start");
  const [removing, setRemoving] = useState(false);
  const { codes, setCodes } = useRecoveryCodes();
  const navigate = useNavigate();
  const isAt = useIsAt();

  const setOn = (on: boolean) =>
    client.setQueryData<Me>(userKeys.me(), (known) => known && { ...known, has_totp: on });

  function show(codes: string[]) {
    setOn(true);
    setCodes(codes);
    setStep("start");
    if (isAt("/settings/security")) return;
    const onPress = () => void navigate({ to: "/settings/security" });
    showToast(t("codesWait"), "done", { label: t("showCodes"), onPress });
  }

  const cancel = () => setStep("start");

  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;

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
    return <ScanSecret secret={step} onConfirmed={show} onCancel={cancel} />;
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
          onCancel={cancel}
        />
      )}
    </>
  );
}
