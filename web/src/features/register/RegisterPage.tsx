import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useState } from "react";

import { EntryPage } from "~/ui/EntryPage";
import { textLinkClass } from "~/ui/textLink";
import { RegisterForm } from "./RegisterForm";
import { ResendMail } from "./ResendMail";

export function RegisterPage() {
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <CheckYourEmail email={email} />;
  return (
    <EntryPage
      title="Create your account"
      intro="All you need is a username, an email address and a password."
      footer={
        <>
          Already have an account?{" "}
          <Link to="/sign-in" className={textLinkClass}>
            Sign in
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
      title="Check your email"
      intro={
        <>
          We sent an email to <strong className="font-semibold text-ink wrap-anywhere">{email}</strong>. Open
          the link in it within three days to activate your account.
        </>
      }
      footer={
        <>
          Already confirmed?{" "}
          <Link to="/sign-in" className={textLinkClass}>
            Sign in
          </Link>
        </>
      }
    >
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-4">
        <p className="flex gap-3 text-sm">
          <MailCheck aria-hidden className="size-5 shrink-0 text-accent" />
          No email after a minute? Check your spam folder, or send it again.
        </p>
        <ResendMail email={email} />
      </div>
    </EntryPage>
  );
}
