import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/**
 * The page that the link in a mail to an old email address opens, for an owner who did
 * not ask for another one.
 */
export function KeepEmailPage() {
  return (
    <LinkPage
      title="Keep your email address"
      intro="Press the button if you did not change the address of your account. It gets this address again, all devices are signed out, and we mail you a link to a new password. If the account was deleted, it comes back."
      action="Keep this address"
      send={(token) => api.PUT("/v1/authentication/email", { body: { token } })}
      lifetime="7 days"
    >
      <EntryPage
        title="You have your address back"
        intro="All devices are signed out. Somebody else may know your password: choose a new one with the link that we just mailed you."
      >
        <Link to="/" className={`${buttonClass()} w-full`}>
          Go to Social
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
