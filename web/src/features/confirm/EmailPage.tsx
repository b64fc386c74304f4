import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/**
 * The page that a link about another e-mail address opens. Only the API knows if its
 * token confirms the new address or keeps the old one.
 */
export function EmailPage() {
  return (
    <LinkPage
      title="Your email address"
      intro="Press the button to do what the email says: confirm the new address, or keep the old one."
      action="Confirm"
      send={(token) => api.PUT("/v1/authentication/email", { body: { token } })}
    >
      <EntryPage
        title="Done"
        intro="If you confirmed a new address, sign in with it from now on. If you kept the old one, all devices are signed out, and a link to a new password is in your mail."
      >
        <Link to="/" className={`${buttonClass()} w-full`}>
          Go to Social
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
