import { lazy, Suspense } from "react";
import { useToasts } from "./toast";

const Toaster = lazy(async () => ({ default: (await import("./Toaster")).Toaster }));

/** Renders the toasts. Its code loads with the first one. */
export function Toasts() {
  const toasts = useToasts();
  return <Suspense>{toasts.length > 0 && <Toaster toasts={toasts} />}</Suspense>;
}
