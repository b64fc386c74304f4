import { Link, useSearch } from "@tanstack/react-router";
import { EntryPage } from "~/ui/EntryPage";
import { textLinkClass } from "~/ui/textLink";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  return (
    <EntryPage
      title="Sign in"
      intro={next ? "This page is for members. Sign in, and it opens." : "To read and write on Social."}
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
