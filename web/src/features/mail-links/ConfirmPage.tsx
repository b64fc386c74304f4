import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { statusOf } from "~/api/failure";
import { t } from "~/texts/texts";
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
      <EntryPage title={t("welcome")} intro={t("welcomeText")}>
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          {t("signIn")}
        </Link>
      </EntryPage>
    );
  }
  if (statusOf(activate.error) === 404) {
    return (
      <EntryPage title={t("deadLink")} intro={t("deadLinkText")}>
        <NewMailForm />
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t("confirmTitle")} intro={t("confirmText")}>
      <div className="grid gap-4">
        {activate.error && <FormProblem error={activate.error} />}
        <Button pending={activate.isPending} onClick={() => activate.mutate()}>
          {t("confirm")}
        </Button>
      </div>
    </EntryPage>
  );
}
