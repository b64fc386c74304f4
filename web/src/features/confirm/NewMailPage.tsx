import { EntryPage } from "~/ui/EntryPage";
import { NewMailForm } from "./NewMailForm";

export function NewMailPage() {
  return (
    <EntryPage
      title="Get a new email"
      intro="Enter the address you registered with. The link in the email is valid for three days."
    >
      <NewMailForm />
    </EntryPage>
  );
}
