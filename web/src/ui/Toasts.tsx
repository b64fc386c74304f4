import { lazy, Suspense } from "react";
import { useToasts } from "./toast";

const Toaster = lazy(async () => ({ default: (await import("./Toaster")).Toaster }));

/** Where toasts appear: there is nothing until there is one. */
export function Toasts() {
  const toasts = useToasts();
  return <Suspense>{toasts.length > 0 && <Toaster toasts={toasts} />}</Suspense>;
}
