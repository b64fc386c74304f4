import { useEffect, useRef } from "react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { Avatar } from "~/ui/Avatar";
import { Handle } from "./Handle";

interface Props {
  id: string;
  users: User[];
  /** The user that Enter picks. */
  active: User | undefined;
  onPick: (user: User) => void;
}

/** Returns the id of the element of a user in the list. */
export function optionId(list: string, user: User): string {
  return `${list}-${user.id}`;
}

/** The users who match a name that is being typed. */
export function NameList({ id, users, active, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const places = users.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list may have become longer
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" }); // some browsers return a promise, not a cleanup
  }, [places]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t("peopleToMention")}
      className="absolute inset-x-0 top-full z-10 mt-1 max-w-80 animate-appear rounded-xl border border-line bg-raised p-1 shadow-float"
    >
      {users.map((user) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={user.id}
          id={optionId(id, user)}
          role="option"
          tabIndex={-1}
          aria-selected={user === active}
          onMouseDown={(event) => event.preventDefault()} // the field keeps the focus
          onClick={() => onPick(user)}
          className="flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-2 hover:bg-hover aria-selected:bg-accent-soft"
        >
          <Avatar username={user.username} size="small" />
          <p className="flex min-w-0 items-baseline gap-1.5 text-sm">
            <bdi className="truncate font-medium">{user.display_name}</bdi>
            <Handle of={user} />
          </p>
        </div>
      ))}
    </div>
  );
}
