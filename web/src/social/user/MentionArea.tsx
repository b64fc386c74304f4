import { type ComponentProps, type KeyboardEvent, useId, useRef, useState } from "react";
import type { User } from "~/api/objects";
import { t } from "~/texts/texts";
import { insertText } from "./insertText";
import { type Mention, mentionAt } from "./mentionAt";
import { NameList, optionId } from "./NameList";
import { useNames } from "./useNames";

/**
 * A textarea that completes @names. A textarea may not have the role of a combobox,
 * but it takes the same attributes and keys.
 */
export function MentionArea({ onInput, onSelect, onKeyDown, onBlur, ...area }: ComponentProps<"textarea">) {
  const listId = useId();
  const [mention, setMention] = useState<Mention | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const dismissed = useRef<number | null>(null);
  const field = useRef<HTMLDivElement>(null);

  const users = useNames(mention?.name ?? "");
  const open = mention !== null && users.length > 0;
  const active = open ? (users.find(({ id }) => id === chosen) ?? likely(users[0], mention)) : undefined;

  /** Follows the caret. Only typing opens the list. */
  function follow({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, typed: boolean) {
    const found = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null;
    if (found?.start !== dismissed.current) dismissed.current = null;
    const known = mention?.start === found?.start;
    setMention(found && (typed ? dismissed.current === null : known) ? found : null);
    if (found?.name !== mention?.name) setChosen(null);
  }

  function pick({ username }: User) {
    const text = field.current?.querySelector("textarea");
    if (!text || !mention) return;
    const next = text.value.charAt(mention.end);
    dismissed.current = mention.start; // the input event of the insertion must not open the list
    insertText(text, mention.start, mention.end, `@${username}${/^\s/.test(next) ? "" : " "}`);
    setMention(null);
  }

  function move(step: number) {
    const place = active ? users.indexOf(active) : step > 0 ? -1 : 0;
    setChosen(users.at((place + step) % users.length)?.id ?? null);
  }

  const actions = new Map([
    ["ArrowDown", () => move(1)],
    ["ArrowUp", () => move(-1)],
    ["Escape", dismiss],
    ["Enter", active && (() => pick(active))],
    ["Tab", active && (() => pick(active))],
  ]);

  function dismiss() {
    dismissed.current = mention?.start ?? null;
    setMention(null);
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    const act =
      open && !event.nativeEvent.isComposing && !event.shiftKey ? actions.get(event.key) : undefined;
    if (!act) return onKeyDown?.(event);
    event.preventDefault();
    event.stopPropagation(); // Ctrl+Enter would submit the form
    act();
  }

  return (
    <div ref={field} className="relative grid">
      <textarea
        {...area}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={active && optionId(listId, active)}
        onInput={(event) => {
          follow(event.currentTarget, true);
          onInput?.(event);
        }}
        onSelect={(event) => {
          follow(event.currentTarget, false);
          onSelect?.(event);
        }}
        onKeyDown={onKey}
        onBlur={(event) => {
          setMention(null);
          onBlur?.(event);
        }}
      />
      <span role="status" className="sr-only">
        {open && t("namesFound", { count: users.length })}
      </span>
      {open && <NameList id={listId} users={users} active={active} onPick={pick} />}
    </div>
  );
}

/** Returns the user if their username starts with the name. */
function likely(user: User | undefined, { name }: Mention): User | undefined {
  return user?.username.toLowerCase().startsWith(name.toLowerCase()) ? user : undefined;
}
