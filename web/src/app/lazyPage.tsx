import { type FunctionComponent, lazy, useEffect, useReducer } from "react";
import { loadQuietly } from "~/ui/quietLoad";
import { UnloadedPage } from "./UnloadedPage";

type Page = FunctionComponent & { preload: () => Promise<void> };

const pages: Page[] = [];

/**
 * Creates a page that loads its code when first needed. If that fails, a notice
 * takes the page's place and loading is retried once the browser is online. The app
 * is never reloaded, so no state is lost.
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

  // Suspends while the code loads; the router then shows its pending component.
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

/** Loads the code of every page, one at a time. */
export async function loadPages() {
  for (const { preload } of pages) await preload();
}
