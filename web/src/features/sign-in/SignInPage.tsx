import { Link, useSearch } from "@tanstack/react-router";
import { EntryPage } from "~/ui/EntryPage";
import { textLinkClass } from "~/ui/textLink";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  return (
    <EntryPage
      title="Welcome back"
      intro={next ? "Sign in, and you’ll be back where you were." : "Sign in to see what’s new."}
      footer={
        <>
          New here?{" "}
          <Link to="/register" className={textLinkClass}>
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm next={next} />
    </EntryPage>
  );
}
