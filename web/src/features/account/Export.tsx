import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import { PasswordForm } from "~/social/me/PasswordForm";
import { t } from "~/texts/texts";
import { saveFile } from "~/ui/saveFile";

/** Downloads all that is stored about the user. */
export function Export() {
  const [saved, setSaved] = useState(false);
  return (
    <>
      <p className="mb-4 text-muted text-sm">{t("exportText")}</p>
      <PasswordForm
        label={t("yourData")}
        action={t("download")}
        look="secondary"
        reasons={{ 429: "exportWaits" }}
        send={(password) => {
          setSaved(false);
          return bodyOf(
            api.POST("/v1/account/export", {
              body: { password },
              headers: { Accept: "application/zip" },
              parseAs: "blob",
            }),
          );
        }}
        onSuccess={(archive) => {
          saveFile(archive, `social-${new Date().toISOString().slice(0, 10)}.zip`);
          setSaved(true);
        }}
      />
      <p role="status" className="mt-3 text-sm empty:hidden">
        {saved && t("exported")}
      </p>
    </>
  );
}
