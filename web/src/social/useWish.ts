import { useMutation, useQueryClient } from "@tanstack/react-query";

interface Wish {
  /** The state that the last press asks for. */
  wanted: boolean;
  /** The state that the API has, as far as its responses tell. */
  known: boolean;
  /** The state that the last request asked for, unless it failed. */
  asked?: boolean | undefined;
  send: (wanted: boolean) => Promise<unknown>;
}

// By name, while a request is pending.
const wishes = new Map<string, Wish>();

async function ask(wish: Wish, wanted: boolean) {
  wish.asked = wanted;
  try {
    await wish.send(wanted);
    wish.known = wanted;
  } catch (error) {
    wish.asked = undefined;
    throw error;
  }
}

// Sends the presses that still wait for an earlier request when the page is left.
window.addEventListener("pagehide", () => {
  for (const wish of wishes.values())
    if (wish.asked !== wish.wanted) ask(wish, wish.wanted).catch(() => undefined);
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
 * request fails. Requests of one name run one at a time, and only the last press counts:
 * those that wait behind a request are skipped, and its failure is not shown.
 */
export function useWish({ name, send, show, shownIn, onFailed, onDone }: Options) {
  const client = useQueryClient();
  const isLast = () => client.isMutating({ mutationKey: [name] }) <= 1; // the one that asks is pending
  const showWanted = () => {
    const wish = wishes.get(name);
    if (wish) show(wish.wanted);
  };
  return useMutation({
    mutationKey: [name],
    scope: { id: name },
    mutationFn: async (wanted: boolean) => {
      const wish = wishes.get(name);
      if (wish && isLast()) await ask(wish, wanted);
    },
    onMutate: async (wanted) => {
      const wish = wishes.get(name) ?? { wanted, known: !wanted, send };
      wishes.set(name, Object.assign(wish, { wanted, send }));
      show(wanted);
      // A response in flight would overwrite the change, so it is cancelled. Queries
      // without data keep loading.
      await client.cancelQueries({
        queryKey: shownIn,
        predicate: (query) => query.state.data !== undefined,
      });
      showWanted();
    },
    onSuccess: showWanted,
    onError: (error, wanted) => {
      if (!isLast()) return;
      show(wishes.get(name)?.known ?? !wanted);
      onFailed(error, wanted);
    },
    onSettled: () => {
      if (!isLast()) return;
      wishes.delete(name);
      onDone?.();
    },
  });
}
