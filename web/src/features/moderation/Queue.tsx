import { useNavigate } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import type { Case } from "~/api/objects";
import { maySuspend } from "~/social/me/rights";
import { useMe } from "~/social/me/useMe";
import { t } from "~/texts/texts";
import { EmptyState } from "~/ui/EmptyState";
import { LeaveWarning } from "~/ui/LeaveWarning";
import { LoadMore } from "~/ui/LoadMore";
import { loadable } from "~/ui/loadable";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { ShortcutList } from "~/ui/ShortcutList";
import { CaseRow } from "./CaseRow";
import { CaseSkeletons } from "./CaseSkeletons";
import { linkOf, nameOf } from "./describe";
import type { Decision } from "./hold";
import { UndoBar } from "./UndoBar";
import { useDecisions } from "./useDecisions";
import { useNotes } from "./useNotes";
import { useQueue } from "./useQueue";
import { queueKeys, undoKey, useQueueKeys } from "./useQueueKeys";

const SuspendDialog = loadable(() => import("./SuspendDialog"), "SuspendDialog");

/** The open cases. The current one is expanded, and keys act on it. */
export function Queue() {
  const { data: me } = useMe();
  const navigate = useNavigate({ from: "/moderation" });
  const notes = useNotes();
  const { hold, held } = useDecisions(notes.drop);
  const { query, cases, current, focused, show, move, moveOn } = useQueue(held);
  const [message, setMessage] = useState("");
  const [dialog, setDialog] = useState<"suspend" | "keys" | null>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLElement>(null);

  function decide(of: Case, action: Decision["action"], until?: string) {
    const note = notes.of(of, action);
    if (!notes.isGood(note)) {
      setMessage(t("noteMissing"));
      noteField.current?.focus();
      return;
    }
    setMessage("");
    hold.add(of, { action, note, ...(until && { until }) });
    moveOn();
  }

  function undo() {
    const of = hold.undo();
    setMessage(of ? t("decisionUndone", { subject: nameOf(of) }) : t("nothingToUndo"));
    if (of) show(of);
  }

  async function open(of: Case) {
    const link = linkOf(of);
    if (!link) return;
    await navigate({ search: { case: of.id }, replace: true, resetScroll: false }); // the way back
    await navigate(link);
  }

  const mayRemove = current?.subject != null && current.kind !== "user";
  const suspends = maySuspend(me) && current?.author != null;
  const act = (action: (of: Case) => void) => () => current && action(current);
  const actions = {
    dismiss: act((of) => decide(of, "dismiss")),
    ...(mayRemove && { remove: act((of) => decide(of, "remove")) }),
    ...(suspends && { suspend: () => SuspendDialog.whenLoaded(() => setDialog("suspend")) }),
    ...(current?.subject && { open: act((of) => void open(of)) }),
    edit: () => noteField.current?.focus(),
  };
  const step = (by: 1 | -1) =>
    act(() => setMessage(move(by) ? "" : t(by === 1 ? "noNextCase" : "noPreviousCase")));
  useQueueKeys({
    j: step(1),
    k: step(-1),
    d: actions.dismiss,
    e: actions.edit,
    [undoKey]: undo,
    ...(actions.remove && { r: actions.remove }),
    ...(actions.suspend && { s: actions.suspend }),
    ...(actions.open && { o: actions.open }),
    "?": () => setDialog("keys"),
  });

  if (query.isPending) return <CaseSkeletons />;
  if (!query.data) return <ProblemNotice error={query.error} onRetry={() => query.refetch()} />;
  return (
    <>
      <LeaveWarning isUnsaved={() => cases.some(notes.isWritten)} stays />
      {cases.length === 0 && !query.hasNextPage && (
        <EmptyState icon={CircleCheck} title={t("noOpenCasesTitle")}>
          {t("noOpenCases")}
        </EmptyState>
      )}
      <ul aria-label={t("openCases")} className="divide-y divide-line">
        {cases.map((row) => (
          <li key={row.id}>
            <CaseRow
              row={row}
              isCurrent={row === current}
              focused={focused}
              onShow={() => show(row)}
              note={notes.of(row)}
              onNote={(note) => notes.write(row, note)}
              noteField={noteField}
              actions={actions}
            />
          </li>
        ))}
      </ul>
      <LoadMore query={query} label={t("moreCases")} />
      <UndoBar held={held} message={message} onUndo={undo} />
      <Suspense>
        {dialog === "suspend" && current?.author && (
          <SuspendDialog
            username={current.author.username}
            opener={opener}
            onClose={() => setDialog(null)}
            onSuspend={(until) => {
              setDialog(null);
              decide(current, "suspend", until);
            }}
          />
        )}
      </Suspense>
      {dialog === "keys" && <ShortcutList ofPage={queueKeys} onClose={() => setDialog(null)} />}
    </>
  );
}
