import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX, Users } from "lucide-react";
import { UserList } from "~/social/user/UserList";
import { useDocumentTitle } from "~/ui/documentTitle";
import { EmptyState } from "~/ui/EmptyState";
import { PageHeader } from "~/ui/PageHeader";
import { SearchField } from "~/ui/SearchField";
import { usePeople } from "./usePeople";

export function PeoplePage() {
  useDocumentTitle("People");
  const { q = "" } = useSearch({ from: "/signed-in/people" });
  const navigate = useNavigate({ from: "/people" });
  const people = usePeople(q);
  return (
    <>
      <PageHeader title="People" />
      <div className="border-line border-b px-4 py-2.5 md:px-5">
        <SearchField
          label="Search people"
          value={q}
          onChange={(text) => void navigate({ search: text ? { q: text } : {}, replace: q !== "" })}
        />
      </div>
      <UserList label="People" query={people} empty={<Nobody text={q} />} />
    </>
  );
}

function Nobody({ text }: { text: string }) {
  if (text) {
    return (
      <EmptyState icon={SearchX} title={`No name is like “${text}”`}>
        Check the spelling, or try fewer letters.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Users} title="You’re the first one here">
      Tell somebody about it. They’ll show up here once they have joined.
    </EmptyState>
  );
}
