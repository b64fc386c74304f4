import { readStored, writeStored } from "./tabStorage";

/**
 * Sends a draft. The form may be left before the response, and another form may open the
 * same draft, so the state is kept with the draft.
 */
export interface Sending {
  /**
   * Begins to send the draft as this body, and returns the idempotency key. Retries of the
   * same body reuse the key, even after a reload, so a retry after a lost response gets
   * that response.
   */
  attempt: (body: object) => string;
  /** Makes the next attempt a new request, with a new key. */
  forgetKey: () => void;
  /** Removes the draft after it was sent, and calls the listeners. A draft that was changed since stays. */
  sent: () => void;
  /** Calls the listener when the draft was sent. */
  onSent: (listener: () => void) => () => void;
}

/** An attempt to send a draft, and the draft as it was then. */
interface Attempt {
  key: string;
  body: string;
  draft: string | null;
}

const listeners = new Set<(name: string) => void>();

/** Returns the Sending of the draft that is stored under the name. */
export function createSending(name: string): Sending {
  const place = `attempt:${name}`;
  const last = (): Attempt | null => JSON.parse(readStored(place) ?? "null");
  return {
    attempt(content) {
      const body = JSON.stringify(content);
      const before = last();
      const key = before?.body === body ? before.key : crypto.randomUUID();
      writeStored(place, JSON.stringify({ key, body, draft: readStored(name) } satisfies Attempt));
      return key;
    },
    forgetKey: () => writeStored(place, null),
    sent() {
      const unchanged = last()?.draft === readStored(name);
      writeStored(place, null);
      if (!unchanged) return;
      writeStored(name, null);
      for (const listener of listeners) listener(name);
    },
    onSent(listener) {
      const own = (sent: string) => sent === name && listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
