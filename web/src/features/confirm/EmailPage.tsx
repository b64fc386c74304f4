import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/** The page that the link in the mail to a new email address opens. */
export function EmailPage() {
  return (
    <LinkPage
      title="Your new email address"
      intro="Press the button to use this address for your account from now on."
      action="Confirm the address"
      send={(token) => api.PUT("/v1/authentication/email", { body: { token } })}
      lifetime="24 hours"
    >
      <EntryPage title="Your address is confirmed" intro="Sign in with it from now on.">
        <Link to="/" className={`${buttonClass()} w-full`}>
          Go to Social
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
