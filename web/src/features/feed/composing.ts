import { useSyncExternalStore } from "react";

// The form for a new post can be opened from any page, by a key or a button, so its
// state is global.
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

/** Opens the form on the feed page. If it is already open, it gets the focus. */
export function openComposer() {
  change({ open: true, asked: state.asked + 1 });
}

export function closeComposer() {
  change({ ...state, open: false });
}

/** Reports whether openComposer was called since the last call of takeAsk. */
export function takeAsk(): boolean {
  const asked = state.asked > answered;
  answered = state.asked;
  return asked;
}

/** Returns whether the form is open, and how often openComposer was called. */
export function useComposing() {
  return useSyncExternalStore(subscribe, () => state);
}
