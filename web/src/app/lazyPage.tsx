import { type FunctionComponent, lazy, useEffect, useReducer } from "react";
import { loadQuietly } from "~/ui/quietLoad";
import { UnloadedPage } from "./UnloadedPage";

type Page = FunctionComponent & { preload: () => Promise<void> };

const pages: Page[] = [];

/**
 * A page whose code is loaded when it is first needed. Without a network a notice
 * stands in its place, and what is open stays open: nothing is ever reloaded.
 */
export function lazyPage<K extends string>(load: () => Promise<Record<K, FunctionComponent>>, name: K): Page {
  let Loaded: FunctionComponent | undefined;
  let failed = false;
  let loading: Promise<void> | undefined;

  function fetchCode() {
    loading ??= loadQuietly(load)
      .then(
        (code) => {
          Loaded = code[name];
        },
        () => {
          failed = true;
        },
      )
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  // Suspends while the code is on its way; the router shows its skeleton for that.
  const Waiting = lazy(async () => {
    await fetchCode();
    return { default: Page };
  });

  function Page() {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const retry = () => void fetchCode().then(redraw);
    const broken = !Loaded && failed;

    useEffect(() => {
      if (!broken) return;
      const again = () => void fetchCode().then(redraw);
      window.addEventListener("online", again);
      return () => window.removeEventListener("online", again);
    }, [broken]);

    if (Loaded) return <Loaded />;
    return failed ? <UnloadedPage onRetry={retry} /> : <Waiting />;
  }

  const page = Object.assign(Page, { preload: fetchCode });
  pages.push(page);
  return page;
}

/** Loads the code of every page, one after the other. */
export async function loadPages() {
  for (const { preload } of pages) await preload();
}
