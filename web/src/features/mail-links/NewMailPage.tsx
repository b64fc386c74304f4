import { t } from "~/texts/texts";
import { EntryPage } from "~/ui/EntryPage";
import { NewMailForm } from "./NewMailForm";

export function NewMailPage() {
  return (
    <EntryPage title={t("getNewMailTitle")} intro={t("newMailIntro")}>
      <NewMailForm />
    </EntryPage>
  );
}
