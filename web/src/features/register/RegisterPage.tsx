import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useState } from "react";
import { t } from "~/texts/texts";

import { EntryPage } from "~/ui/EntryPage";
import { RegisterForm } from "./RegisterForm";
import { ResendMail } from "./ResendMail";

export function RegisterPage() {
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <CheckYourEmail email={email} />;
  return (
    <EntryPage
      title={t("registerTitle")}
      intro={t("registerIntro")}
      footer={
        <>
          {t("alreadyAccount")}{" "}
          <Link to="/sign-in" className="text-link">
            {t("signIn")}
          </Link>
        </>
      }
    >
      <RegisterForm onRegistered={setEmail} />
    </EntryPage>
  );
}

function CheckYourEmail({ email }: { email: string }) {
  return (
    <EntryPage
      title={t("checkEmail")}
      intro={<span className="wrap-anywhere">{t("mailSent", { email })}</span>}
      footer={
        <>
          {t("alreadyConfirmed")}{" "}
          <Link to="/sign-in" className="text-link">
            {t("signIn")}
          </Link>
        </>
      }
    >
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-4">
        <p className="flex gap-3 text-sm">
          <MailCheck aria-hidden className="size-5 shrink-0 text-accent" />
          {t("noMail")}
        </p>
        <ResendMail email={email} />
      </div>
    </EntryPage>
  );
}
