import { Link, useSearch } from "@tanstack/react-router";
import { t } from "~/texts/texts";
import { EntryPage } from "~/ui/EntryPage";
import { textLinkClass } from "~/ui/textLink";
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
          <Link to="/register" className={textLinkClass}>
            {t("createAnAccount")}
          </Link>
        </>
      }
    >
      <SignInForm next={next} />
    </EntryPage>
  );
}
