import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import { Button, buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";
import { DeadLink } from "./DeadLink";
import { useLinkToken } from "./useLinkToken";

/**
 * The page that a link about another e-mail address opens. Only the API knows if its
 * token confirms the new address or keeps the old one.
 */
export function EmailPage() {
  const token = useLinkToken();
  const change = useMutation({
    mutationFn: async () => {
      await api.PUT("/v1/authentication/email", { body: { token } });
    },
  });
  if (change.isSuccess) {
    return (
      <EntryPage
        title="Done"
        intro="If you confirmed a new address, sign in with it from now on. If you kept the old one, all devices are signed out, and a link to a new password is in your mail."
      >
        <Link to="/" className={`${buttonClass()} w-full`}>
          Go to Social
        </Link>
      </EntryPage>
    );
  }
  if (token === "" || statusOf(change.error) === 404) return <DeadLink />;
  return (
    <EntryPage
      title="Your email address"
      intro="Press the button to do what the email says: confirm the new address, or keep the old one."
    >
      <div className="grid gap-4">
        {change.error && <FormProblem error={change.error} />}
        <Button pending={change.isPending} onClick={() => change.mutate()}>
          Confirm
        </Button>
      </div>
    </EntryPage>
  );
}
