import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useState } from "react";

import { EntryPage } from "~/ui/EntryPage";
import { textLinkClass } from "~/ui/textLink";
import { RegisterForm } from "./RegisterForm";
import { ResendMail } from "./ResendMail";

export function RegisterPage() {
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <LookIntoYourMail email={email} />;
  return (
    <EntryPage
      title="Create your account"
      intro="A name, an address, a password. That’s all we ask."
      footer={
        <>
          Already have one?{" "}
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

function LookIntoYourMail({ email }: { email: string }) {
  return (
    <EntryPage
      title="Look into your mail"
      intro={
        <>
          We’ve written to <strong className="font-semibold text-ink wrap-anywhere">{email}</strong>. Open the
          link in that mail within three days, and you’re in.
        </>
      }
      footer={
        <>
          Confirmed already?{" "}
          <Link to="/sign-in" className={textLinkClass}>
            Sign in
          </Link>
        </>
      }
    >
      <div className="grid gap-4 rounded-xl border border-line bg-surface p-4">
        <p className="flex gap-3 text-sm">
          <MailCheck aria-hidden className="size-5 shrink-0 text-accent" />
          Nothing there after a minute? Look into the spam folder, or let us send it again.
        </p>
        <ResendMail email={email} />
      </div>
    </EntryPage>
  );
}
