import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { LinkPage } from "./LinkPage";

/** The page that the link in the mail about a deleted account opens. */
export function RestorePage() {
  return (
    <LinkPage
      title="Restore your account"
      intro="Press the button, and everybody sees your account again."
      action="Restore my account"
      send={(token) => api.PUT("/v1/authentication/restore", { body: { token } })}
      lifetime="14 days"
    >
      <EntryPage title="Welcome back" intro="Your account is as you left it.">
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          Sign in
        </Link>
      </EntryPage>
    </LinkPage>
  );
}
