import { useMutation, useQueryClient } from "@tanstack/react-query";

interface Wish {
  /** The state that the last press asks for. */
  wanted: boolean;
  /** The state that the last request asked for. */
  asked?: boolean;
  send: (wanted: boolean) => Promise<unknown>;
}

// By name, while a request is pending.
const wishes = new Map<string, Wish>();

function ask(name: string, send: Wish["send"], wanted: boolean) {
  const wish = wishes.get(name);
  if (wish) wish.asked = wanted;
  return send(wanted);
}

// Sends the presses that still wait for an earlier request when the page is left.
window.addEventListener("pagehide", () => {
  for (const [name, { wanted, asked, send }] of wishes)
    if (asked !== wanted) ask(name, send, wanted).catch(() => undefined);
});

interface Options {
  /** Names what is switched on and off. */
  name: string;
  /** Sends the request. It should survive leaving the page: see keepalive of fetch. */
  send: (wanted: boolean) => Promise<unknown>;
  /** Shows the state in the cache. */
  show: (wanted: boolean) => void;
  /** The key of the queries whose responses in flight have the old state. */
  shownIn: readonly unknown[];
  /** Called if the last request failed, after its change was reverted. */
  onFailed: (error: Error, wanted: boolean) => void;
  /** Called when no more requests are pending. */
  onDone?: () => void;
}

/**
 * Switches something on or off with an optimistic update, which is reverted if the
 * request fails. Requests of one name run one at a time, and the last press wins.
 */
export function useWish({ name, send, show, shownIn, onFailed, onDone }: Options) {
  const client = useQueryClient();
  const isLast = (wanted: boolean) => wishes.get(name)?.wanted === wanted;
  return useMutation({
    mutationKey: [name],
    scope: { id: name },
    mutationFn: async (wanted: boolean) => {
      if (isLast(wanted)) await ask(name, send, wanted); // skipped if pressed again since
    },
    onMutate: async (wanted) => {
      wishes.set(name, { ...wishes.get(name), wanted, send });
      show(wanted);
      // A response in flight would overwrite the change, so it is cancelled. Queries
      // without data keep loading.
      await client.cancelQueries({
        queryKey: shownIn,
        predicate: (query) => query.state.data !== undefined,
      });
      show(wishes.get(name)?.wanted ?? wanted);
    },
    onError: (error, wanted) => {
      if (!isLast(wanted)) return;
      show(!wanted);
      onFailed(error, wanted);
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey: [name] }) > 1) return;
      wishes.delete(name);
      onDone?.();
    },
  });
}
