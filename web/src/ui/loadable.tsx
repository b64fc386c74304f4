import { type FunctionComponent, lazy, useCallback, useEffect, useReducer, useState } from "react";
import { Failure } from "~/api/failure";
import { t } from "~/texts/texts";
import { ProblemNotice } from "./ProblemNotice";
import { loadQuietly } from "./quietLoad";
import { showToast } from "./toast";

type Loadable<P> = FunctionComponent<P> & {
  preload: () => Promise<void>;
  /**
   * Calls open, which draws the component, once its code is loaded. If that fails, a
   * toast says so, and the next call tries again. It may reload the app
   * (reloadAfterDeployment).
   */
  whenLoaded: (open: () => void) => void;
};
type Unloaded<P> = FunctionComponent<P & { onRetry: () => void }>;

const preloads: (() => Promise<void>)[] = [];

/**
 * Creates a component that loads its code when first drawn. If that fails, a notice
 * takes its place, and loading is retried when the browser comes back online, and
 * wherever the component is next drawn. Drawing it never reloads the app, so no state is
 * lost. For what a click opens, use whenLoaded.
 */
export function loadable<K extends string, P extends object>(
  load: () => Promise<Record<K, FunctionComponent<P>>>,
  name: K,
  UnloadedNotice: Unloaded<P> = UnloadedPart,
): Loadable<P> {
  let Loaded: FunctionComponent<P> | undefined;
  let loading: Promise<void> | undefined;
  let Waiting = waiting();

  function attempt(begin: typeof load) {
    loading ??= begin()
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

  const preload = () => attempt(() => loadQuietly(load));

  // Not loadQuietly: after a deployment, a reload gets the code.
  function whenLoaded(open: () => void) {
    if (Loaded) return open();
    void attempt(load).then(() => (Loaded ? open() : showToast(t("partUnloaded"), "problem")));
  }

  // Drawn after an attempt to load the code.
  function Settled(props: P) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const retry = useCallback(() => void preload().then(redraw), []);
    const failed = !Loaded;

    useEffect(() => {
      if (!failed) return;
      Waiting = waiting();
      window.addEventListener("online", retry);
      return () => window.removeEventListener("online", retry);
    }, [failed, retry]);

    return Loaded ? <Loaded {...props} /> : <UnloadedNotice {...props} onRetry={retry} />;
  }

  /** Returns a component that makes one attempt, and suspends during it. */
  function waiting() {
    return lazy(async () => {
      await preload();
      return { default: Settled };
    }) as FunctionComponent<P>;
  }

  function Part(props: P) {
    // Chosen once, because React drops the state when another component takes the place.
    const [Chosen] = useState(() => (Loaded ? Settled : Waiting));
    return <Chosen {...props} />;
  }

  preloads.push(preload);
  return Object.assign(Part, { preload, whenLoaded });
}

function UnloadedPart({ onRetry }: { onRetry: () => void }) {
  return <ProblemNotice error={Failure.unreachable()} onRetry={onRetry} />;
}

/** Loads the code of every loadable component, one at a time. */
export async function preloadAll() {
  for (const preload of preloads) await preload();
}
