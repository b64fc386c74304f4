import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, bodyOf } from "~/api/client";
import { dropSession } from "~/api/session";
import { PasswordForm } from "~/social/me/PasswordForm";
import { Button } from "~/ui/Button";
import { dropDrafts } from "~/ui/draft";

/** Deletes the account, after the password is typed. */
export function DeleteAccount() {
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p className="mb-4 text-muted text-sm">
        Your profile, posts and comments disappear at once, and you are signed out on all devices. For 14
        days, a link that we mail you brings everything back. After that, it is erased for good.
      </p>
      {asked ? (
        <PasswordForm
          label="Delete account"
          action="Delete my account"
          look="danger"
          send={async (password) =>
            (await bodyOf(api.POST("/v1/account/deletion", { body: { password } }))).data
          }
          onSuccess={async ({ erased_at }) => {
            dropDrafts();
            dropSession();
            await navigate({ to: "/deleted", search: { until: erased_at }, ignoreBlocker: true });
          }}
        >
          <Button look="quiet" onClick={() => setAsked(false)}>
            Cancel
          </Button>
        </PasswordForm>
      ) : (
        <Button look="secondary" onClick={() => setAsked(true)}>
          Delete my account…
        </Button>
      )}
    </>
  );
}
