import { Link } from "@tanstack/react-router";
import { buttonClass } from "~/ui/Button";
import { EntryPage } from "~/ui/EntryPage";

/** Shown for a link that was used, is too old, or was never made. */
export function DeadLink({ lifetime }: { lifetime: string | undefined }) {
  return (
    <EntryPage
      title="This link no longer works"
      intro={`It was already used, or it is ${lifetime ? `older than ${lifetime}` : "too old"}.`}
    >
      <Link to="/" className={`${buttonClass({ look: "secondary" })} w-full`}>
        Go to Social
      </Link>
    </EntryPage>
  );
}
