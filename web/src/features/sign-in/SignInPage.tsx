import { Link, useSearch } from "@tanstack/react-router";
import { t } from "~/texts/texts";
import { EntryPage } from "~/ui/EntryPage";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  return (
    <EntryPage
      title={t("signIn")}
      intro={t(next ? "signInFirst" : "signInIntro")}
      footer={
        <>
          {t("newHere")}{" "}
          <Link to="/register" className="text-link">
            {t("createAnAccount")}
          </Link>
        </>
      }
    >
      <SignInForm next={next} />
    </EntryPage>
  );
}
