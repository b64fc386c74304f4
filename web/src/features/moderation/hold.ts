import type { Case } from "~/api/objects";

/** What a moderator decides about a case. */
export interface Decision {
  action: "dismiss" | "remove" | "suspend";
  note: string;
  until?: string;
}

/** A decision that is not sent yet, or being sent. */
export interface Held {
  of: Case;
  decision: Decision;
  sending: boolean;
}

/** How long a decision can be undone, in milliseconds. */
export const holdTime = 6_000;

/**
 * Holds decisions back for six seconds before it calls send, so that they can be
 * undone. A decision stays held until send ends.
 */
export function createHold(send: (of: Case, decision: Decision) => Promise<void>) {
  let held: readonly Held[] = [];
  const timers = new Map<Held, ReturnType<typeof setTimeout>>();
  const listeners = new Set<() => void>();

  function change(next: readonly Held[]) {
    held = next;
    for (const listener of listeners) listener();
  }

  function stop(one: Held) {
    clearTimeout(timers.get(one));
    timers.delete(one);
  }

  async function release(one: Held) {
    stop(one);
    const sending = { ...one, sending: true };
    change(held.map((other) => (other === one ? sending : other)));
    try {
      await send(one.of, one.decision);
    } finally {
      change(held.filter((other) => other !== sending));
    }
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    all: () => held,
    add(of: Case, decision: Decision) {
      const one = { of, decision, sending: false };
      timers.set(
        one,
        setTimeout(() => void release(one), holdTime),
      );
      change([...held, one]);
    },
    /** Takes back the newest decision that is not being sent, and returns its case. */
    undo(): Case | undefined {
      const last = held.findLast(({ sending }) => !sending);
      if (!last) return undefined;
      stop(last);
      change(held.filter((other) => other !== last));
      return last.of;
    },
    /** Sends everything at once. */
    releaseAll() {
      for (const one of held.filter(({ sending }) => !sending)) void release(one);
    },
  };
}
