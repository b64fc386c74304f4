import { Suspense, useEffect, useState } from "react";
import { loadable } from "./loadable";
import { type Toast, useToasts } from "./toast";

const Toaster = loadable(() => import("./Toaster"), "Toaster", Unloaded);

/** Renders the toasts. Its code loads with the first one. */
export function Toasts() {
  const toasts = useToasts();
  return <Suspense>{toasts.length > 0 && <Toaster toasts={toasts} />}</Suspense>;
}

/** Keeps the toasts while the code can't be loaded, and tries again with the next one. */
function Unloaded({ toasts, onRetry }: { toasts: Toast[]; onRetry: () => void }) {
  const [tried, setTried] = useState(toasts);
  useEffect(() => {
    if (toasts === tried) return;
    setTried(toasts);
    onRetry();
  }, [toasts, tried, onRetry]);
  return null;
}
