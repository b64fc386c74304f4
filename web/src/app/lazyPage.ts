import type { FunctionComponent } from "react";
import { loadable } from "~/ui/loadable";
import { UnloadedPage } from "./UnloadedPage";

/** Creates a page that loads its code when first needed. If that fails, UnloadedPage takes its place. */
export function lazyPage<K extends string>(load: () => Promise<Record<K, FunctionComponent>>, name: K) {
  return loadable(load, name, UnloadedPage);
}
