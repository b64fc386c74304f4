import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import { passwordSchema } from "~/social/me/accountRules";
import { NewPasswordField } from "~/social/me/NewPasswordField";
import { t } from "~/texts/texts";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button, buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";

const schema = z.object({ password: passwordSchema });

/** The page that the link in a reset mail opens. Its token is the fragment, which no server sees. */
export function ResetPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  return <ResetBy key={token} token={token} />; // another link may open in the same tab
}

function ResetBy({ token }: { token: string }) {
  const { register, handleSubmit, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { password: "" },
  });
  const password = useWatch({ control, name: "password" });
  const reset = useMutation({
    mutationFn: async (values: z.infer<typeof schema>) => {
      await api.PUT("/v1/authentication/password", { body: { token, ...values } });
    },
    onError: (error) => applyFieldErrors(error, ["password"], setError, { password: "passwordGuessable" }),
  });
  const problem = formState.errors.password?.message;

  if (reset.isSuccess) {
    return (
      <EntryPage title={t("passwordSetTitle")} intro={t("passwordSet")}>
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          {t("signIn")}
        </Link>
      </EntryPage>
    );
  }
  if (token === "" || statusOf(reset.error) === 404) {
    return (
      <EntryPage title={t("deadLink")} intro={t("deadLinkOlder", { lifetime: t("hours", { count: 1 }) })}>
        <Link to="/forgot" className={`${buttonClass()} w-full`}>
          {t("getNewLink")}
        </Link>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t("chooseTitle")} intro={t("chooseIntro")}>
      <form noValidate onSubmit={handleSubmit((values) => reset.mutate(values))} className="grid gap-5">
        {reset.error && !problem && <FormProblem error={reset.error} />}
        <NewPasswordField
          {...register("password")}
          label={t("newPassword")}
          autoFocus
          typed={password}
          error={problem}
        />
        <Button type="submit" pending={reset.isPending}>
          {t("setPassword")}
        </Button>
      </form>
    </EntryPage>
  );
}
