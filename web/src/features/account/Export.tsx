import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import { PasswordForm } from "~/social/me/PasswordForm";
import { saveFile } from "~/ui/saveFile";

/** Downloads all that is stored about the user. */
export function Export() {
  const [saved, setSaved] = useState(false);
  return (
    <>
      <p className="mb-4 text-muted text-sm">
        Download your profile, posts, comments and all else that we store about you, as a zip archive. You can
        do that once an hour.
      </p>
      <PasswordForm
        label="Your data"
        action="Download"
        look="secondary"
        send={(password) =>
          bodyOf(
            api.POST("/v1/account/export", {
              body: { password },
              headers: { Accept: "application/zip" },
              parseAs: "blob",
            }),
          )
        }
        onSuccess={(archive) => {
          saveFile(archive, `social-${new Date().toISOString().slice(0, 10)}.zip`);
          setSaved(true);
        }}
      />
      <p role="status" className="mt-3 text-sm empty:hidden">
        {saved && "Your archive is downloaded."}
      </p>
    </>
  );
}
