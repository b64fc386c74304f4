import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { statusOf } from "~/api/failure";
import { Button, buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";
import { activateAccount } from "./activateAccount";
import { NewMailForm } from "./NewMailForm";

/**
 * The page that the link in the activation mail opens. The user must press a button,
 * because mail scanners open links too and must not activate the account.
 */
export function ConfirmPage() {
  const { token } = useParams({ from: "/confirm/$token" });
  const activate = useMutation({ mutationFn: () => activateAccount(token) });

  if (activate.isSuccess) {
    return (
      <EntryPage title="Welcome to Social" intro="Your address is confirmed and your account is ready.">
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          Sign in
        </Link>
      </EntryPage>
    );
  }
  if (statusOf(activate.error) === 404) {
    return (
      <EntryPage
        title="This link no longer works"
        intro="It was already used, or it is older than three days."
      >
        <NewMailForm />
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Confirm your address" intro="Press the button to activate your account.">
      <div className="grid gap-4">
        {activate.error && <FormProblem error={activate.error} />}
        <Button pending={activate.isPending} onClick={() => activate.mutate()}>
          Confirm my address
        </Button>
      </div>
    </EntryPage>
  );
}
