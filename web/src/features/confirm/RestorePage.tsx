import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import { Button, buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";
import { DeadLink } from "./DeadLink";
import { useLinkToken } from "./useLinkToken";

/** The page that the link in the mail about a deleted account opens. */
export function RestorePage() {
  const token = useLinkToken();
  const restore = useMutation({
    mutationFn: async () => {
      await api.PUT("/v1/authentication/restore", { body: { token } });
    },
  });
  if (restore.isSuccess) {
    return (
      <EntryPage title="Welcome back" intro="Your account is as you left it.">
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          Sign in
        </Link>
      </EntryPage>
    );
  }
  if (token === "" || statusOf(restore.error) === 404) return <DeadLink lifetime="14 days" />;
  return (
    <EntryPage title="Restore your account" intro="Press the button, and everybody sees your account again.">
      <div className="grid gap-4">
        {restore.error && <FormProblem error={restore.error} />}
        <Button pending={restore.isPending} onClick={() => restore.mutate()}>
          Restore my account
        </Button>
      </div>
    </EntryPage>
  );
}
