import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useForm, useWatch } from "react-hook-form";
import * as z from "zod/mini";
import { api } from "~/api/client";
import { statusOf } from "~/api/failure";
import { passwordSchema } from "~/social/me/accountRules";
import { NewPasswordField } from "~/social/me/NewPasswordField";
import { applyFieldErrors } from "~/ui/applyFieldErrors";
import { Button, buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";
import { FormProblem } from "~/ui/FormProblem";

const schema = z.object({ password: passwordSchema });

/** The page that the link in a reset mail opens. Its token is the fragment, which no server sees. */
export function ResetPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  const { register, handleSubmit, setError, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { password: "" },
  });
  const password = useWatch({ control, name: "password" });
  const reset = useMutation({
    mutationFn: async (values: z.infer<typeof schema>) => {
      await api.PUT("/v1/authentication/password", { body: { token, ...values } });
    },
    onError: (error) => applyFieldErrors(error, ["password"], setError),
  });
  const problem = formState.errors.password?.message;

  if (reset.isSuccess) {
    return (
      <EntryPage title="Your new password is set" intro="All devices are signed out. Sign in with it now.">
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          Sign in
        </Link>
      </EntryPage>
    );
  }
  if (token === "" || statusOf(reset.error) === 404) {
    return (
      <EntryPage title="This link no longer works" intro="It was already used, or it is older than one hour.">
        <Link to="/forgot" className={`${buttonClass()} w-full`}>
          Get a new link
        </Link>
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Choose a new password" intro="You are then signed out on all devices.">
      <form noValidate onSubmit={handleSubmit((values) => reset.mutate(values))} className="grid gap-5">
        {reset.error && !problem && <FormProblem error={reset.error} />}
        <NewPasswordField
          {...register("password")}
          label="New password"
          autoFocus
          typed={password}
          error={problem}
        />
        <Button type="submit" pending={reset.isPending}>
          Set the password
        </Button>
      </form>
    </EntryPage>
  );
}
