import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, Users } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { t } from "~/texts/texts";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { SearchField } from "~/ui/SearchField";
import { usePeople } from "./usePeople";

export function PeoplePage() {
  useDocumentTitle(t("people"));
  const { q = "" } = useSearch({ from: "/signed-in/people" });
  const navigate = useNavigate({ from: "/people" });
  const people = usePeople(q);
  return (
    <>
      <PageHeader title={t("people")} />
      <div className="border-line border-b px-4 py-2.5 md:px-5">
        <SearchField
          label={t("searchPeople")}
          value={q}
          onChange={(text) => void navigate({ search: text ? { q: text } : {}, replace: q !== "" })}
        />
      </div>
      <UserList label={t("people")} query={people} empty={<Nobody text={q} />} />
    </>
  );
}

function Nobody({ text }: { text: string }) {
  if (text) {
    return (
      <EmptyState icon={SearchX} title={t("nobodyLikeTitle", { text })}>
        {t("nobodyLike")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Users} title={t("firstHereTitle")}>
      {t("firstHere")}
    </EmptyState>
  );
}
