import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import { dropSession } from "~/api/session";
import { PasswordForm } from "~/social/me/PasswordForm";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { dropDrafts } from "~/ui/draft";

/** Deletes the account, after the password is typed. */
export function DeleteAccount() {
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p className="mb-4 text-muted text-sm">{t("deleteAccountText")}</p>
      {asked ? (
        <PasswordForm
          label={t("deleteAccount")}
          action={t("deleteMyAccount")}
          look="danger"
          reasons={{ 409: "lastAdmin" }}
          send={async (password) =>
            (await bodyOf(api.POST("/v1/account/deletion", { body: { password } }))).data
          }
          onSuccess={async ({ erased_at }) => {
            dropDrafts();
            dropSession();
            await navigate({ to: "/deleted", search: { until: erased_at }, ignoreBlocker: true });
          }}
          onCancel={() => setAsked(false)}
        />
      ) : (
        <Button look="secondary" onClick={() => setAsked(true)}>
          {t("deleteMyAccountAsks")}
        </Button>
      )}
    </>
  );
}
