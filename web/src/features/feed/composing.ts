import { useSyncExternalStore } from "react";

// The form for a new post is asked for from anywhere: by a key, and by a button
// that is not on its page.
const listeners = new Set<() => void>();
let state = { open: false, asked: 0 };
let answered = 0;

function change(next: typeof state) {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the form where the feed is shown. One that is open gets the focus. */
export function openComposer() {
  change({ open: true, asked: state.asked + 1 });
}

export function closeComposer() {
  change({ ...state, open: false });
}

/** Whether somebody asked for the form since the last time this was true. */
export function takeAsk(): boolean {
  const asked = state.asked > answered;
  answered = state.asked;
  return asked;
}

/** Whether the form is open, and how often it was asked for. */
export function useComposing() {
  return useSyncExternalStore(subscribe, () => state);
}
