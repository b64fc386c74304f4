import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Failure, statusOf } from "~/api/failure";
import { sessionOf } from "~/api/refresh";
import { keepSession } from "~/api/session";
import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { Checkbox } from "~/ui/Checkbox";
import { CodeField } from "~/ui/CodeField";
import { FormProblem } from "~/ui/FormProblem";
import { PasswordField } from "~/ui/PasswordField";
import "~/ui/schema";
import { TextField } from "~/ui/TextField";
import { createSession } from "./createSession";
import { endReplaced } from "./endReplaced";

const schema = z.object({
  email: z.string().check(z.minLength(1, { error: () => t("emailMissing") })),
  password: z.string().check(z.minLength(1, { error: () => t("passwordMissing") })),
  code: z.string(),
  remember: z.boolean(),
});

export function SignInForm({ next }: { next: string | undefined }) {
  const router = useRouter();
  const client = useQueryClient();
  const { register, handleSubmit, setFocus, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: "", password: "", code: "", remember: true },
  });
  const signIn = useMutation({
    mutationFn: ({ email, password, code }: z.infer<typeof schema>) =>
      createSession({ email: email.trim(), password, ...(code.trim() && { code: code.trim() }) }),
    onSuccess: (tokens, { remember }) => {
      client.clear(); // the cache may hold another user's data
      const replaced = keepSession(sessionOf(tokens), remember);
      if (replaced) void endReplaced(replaced);
      router.history.replace(next ?? "/");
    },
  });

  const asksForCode = isCodeRequired(signIn.error);
  const sentCode = Boolean(signIn.variables?.code.trim());
  const needsCode = asksForCode || sentCode;

  useEffect(() => {
    if (asksForCode) setFocus("code");
  }, [asksForCode, setFocus]);

  return (
    <form noValidate onSubmit={handleSubmit((values) => signIn.mutate(values))} className="grid gap-5">
      {signIn.error && !asksForCode && <Problem error={signIn.error} sentCode={sentCode} />}
      <TextField
        {...register("email")}
        label={t("email")}
        type="email"
        autoComplete="username"
        autoFocus
        error={formState.errors.email?.message}
      />
      <PasswordField
        {...register("password")}
        label={t("password")}
        autoComplete="current-password"
        error={formState.errors.password?.message}
      />
      {needsCode && <CodeField {...register("code")} hint={t("codeHintSignIn")} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Checkbox {...register("remember")} label={t("keepSignedIn")} />
        <Link to="/forgot" className="text-link text-sm">
          {t("forgotTitle")}
        </Link>
      </div>
      <Button type="submit" pending={signIn.isPending}>
        {t("signIn")}
      </Button>
    </form>
  );
}

function isCodeRequired(error: unknown): boolean {
  return error instanceof Failure && error.type === "/problems/code-required";
}

function Problem({ error, sentCode }: { error: unknown; sentCode: boolean }) {
  return statusOf(error) === 401 ? <Refused sentCode={sentCode} /> : <FormProblem error={error} />;
}

/** The API does not say which of the credentials is wrong, so that accounts can't be probed. */
function Refused({ sentCode }: { sentCode: boolean }) {
  return (
    <div role="alert" className="rounded-lg bg-danger-soft px-3.5 py-2.5 text-sm">
      <p className="font-medium text-danger">{t(sentCode ? "wrongCodeTitle" : "wrongTitle")}</p>
      <p>
        {t(sentCode ? "wrongCode" : "wrong")} {t("notConfirmedYet")}{" "}
        <Link to="/confirm" className="text-link">
          {t("getNewMail")}
        </Link>
        .
      </p>
    </div>
  );
}
