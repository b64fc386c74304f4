import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import { t } from "~/texts/texts";
import { fieldProblem } from "~/ui/applyFieldErrors";
import { Button } from "~/ui/Button";
import { CodeField } from "~/ui/CodeField";
import { FormProblem } from "~/ui/FormProblem";
import { QrCode } from "./QrCode";

export interface Secret {
  secret: string;
  uri: string;
}

interface Props {
  secret: Secret;
  onConfirmed: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}

/** Shows the secret for the authenticator app, and asks for the first code. */
export function ScanSecret({ secret: { secret, uri }, onConfirmed, onCancel }: Props) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: async () => (await bodyOf(api.PUT("/v1/account/totp", { body: { code: code.trim() } }))).data,
    onSuccess: ({ recovery_codes }) => onConfirmed(recovery_codes),
  });
  const problem = fieldProblem(confirm.error, "code");
  return (
    <form
      noValidate
      aria-label={t("twoStep")}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
      className="grid max-w-sm gap-4"
    >
      <p className="text-sm">{t("scan")}</p>
      <QrCode text={uri} label={t("qrCode")} />
      <div className="text-sm">
        <p>{t("typeKey")}</p>
        <p className="mt-1 select-all rounded-lg bg-sunken px-3 py-2 font-mono wrap-anywhere">
          {secret.replace(/(.{4})(?=.)/g, "$1 ")}
        </p>
      </div>
      {confirm.error && !problem && <FormProblem error={confirm.error} reasons={{ 409: "twoStepChanged" }} />}
      <CodeField
        inputMode="numeric"
        value={code}
        onChange={(event) => {
          setCode(event.target.value);
          confirm.reset();
        }}
        hint={t("codeHintFirst")}
        error={problem}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" pending={confirm.isPending} disabled={code.trim() === ""}>
          {t("turnOn")}
        </Button>
        <Button look="quiet" disabled={confirm.isPending} onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
