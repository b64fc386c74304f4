import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  text: string;
  tone: "done" | "problem";
  action?: ToastAction | undefined;
}

/** A button in a toast, such as "Undo". A press also closes the toast. */
export interface ToastAction {
  label: string;
  onPress: () => void;
}

const listeners = new Set<() => void>();
let toasts: Toast[] = [];
let nextId = 1;

function change(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a short message. Anything important must also be on the page. */
export function showToast(text: string, tone: Toast["tone"] = "done", action?: ToastAction) {
  change([...toasts.slice(-2), { id: nextId++, text, tone, action }]);
}

export function removeToast(id: number) {
  change(toasts.filter((toast) => toast.id !== id));
}

export function clearToasts() {
  change([]);
}

export function useToasts(): Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
