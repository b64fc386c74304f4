import { Link, useSearch } from "@tanstack/react-router";
import { EntryPage } from "~/ui/EntryPage";
import { locale } from "~/ui/locale";
import { textLinkClass } from "~/ui/textLink";

/** The page after the deletion of one's account. */
export function DeletedPage() {
  const { until } = useSearch({ from: "/deleted" });
  const day = until && new Date(until).toLocaleDateString(locale, { dateStyle: "long" });
  return (
    <EntryPage
      title="Your account is deleted"
      intro={`Nobody sees it any more. ${day ? `On ${day}` : "In 14 days"}, everything is erased for good.`}
      footer={
        <Link to="/sign-in" className={textLinkClass}>
          Sign in to another account
        </Link>
      }
    >
      <p>Did you change your mind? Until then, the link in the email that we sent you brings it back.</p>
    </EntryPage>
  );
}
