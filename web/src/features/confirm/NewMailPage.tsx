import { EntryPage } from "~/ui/EntryPage";
import { NewMailForm } from "./NewMailForm";

export function NewMailPage() {
  return (
    <EntryPage
      title="Get a new mail"
      intro="Tell us the address you registered with. The link in the mail lasts three days."
    >
      <NewMailForm />
    </EntryPage>
  );
}
