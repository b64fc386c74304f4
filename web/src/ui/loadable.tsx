import { type FunctionComponent, lazy, useCallback, useEffect, useReducer, useState } from "react";
import { Failure } from "~/api/failure";
import { ProblemNotice } from "./ProblemNotice";
import { loadQuietly } from "./quietLoad";

type Loadable<P> = FunctionComponent<P> & { preload: () => Promise<void> };
type Unloaded = FunctionComponent<{ onRetry: () => void }>;

const preloads: (() => Promise<void>)[] = [];

/**
 * Creates a component that loads its code when first drawn. If that fails, a notice
 * takes its place and loading is retried once the browser is online. The app is
 * never reloaded, so no state is lost.
 */
export function loadable<K extends string, P extends object>(
  load: () => Promise<Record<K, FunctionComponent<P>>>,
  name: K,
  UnloadedNotice: Unloaded = UnloadedPart,
): Loadable<P> {
  let Loaded: FunctionComponent<P> | undefined;
  let loading: Promise<void> | undefined;

  function preload() {
    loading ??= loadQuietly(load)
      .then(
        (code) => {
          Loaded = code[name];
        },
        () => undefined,
      )
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  // Drawn after an attempt to load the code.
  function Settled(props: P) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const retry = useCallback(() => void preload().then(redraw), []);
    const failed = !Loaded;

    useEffect(() => {
      if (!failed) return;
      window.addEventListener("online", retry);
      return () => window.removeEventListener("online", retry);
    }, [failed, retry]);

    return Loaded ? <Loaded {...props} /> : <UnloadedNotice onRetry={retry} />;
  }

  // Suspends while the code loads.
  const Waiting = lazy(async () => {
    await preload();
    return { default: Settled };
  }) as FunctionComponent<P>;

  function Part(props: P) {
    // Chosen once: to draw another component later would lose the state.
    const [Chosen] = useState(() => (Loaded ? Settled : Waiting));
    return <Chosen {...props} />;
  }

  preloads.push(preload);
  return Object.assign(Part, { preload });
}

function UnloadedPart({ onRetry }: { onRetry: () => void }) {
  return <ProblemNotice error={Failure.unreachable()} onRetry={onRetry} />;
}

/** Loads the code of every loadable component, one at a time. */
export async function preloadAll() {
  for (const preload of preloads) await preload();
}
