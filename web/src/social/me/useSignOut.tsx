import { lazy, type RefObject, Suspense, useState } from "react";
import { hasDrafts } from "~/ui/draft";
import { signOut } from "./signOut";

const SignOutQuestion = lazy(async () => ({ default: (await import("./SignOutQuestion")).SignOutQuestion }));

/** Signs out, but asks first if something half-written would be lost with it. */
export function useSignOut(opener: RefObject<HTMLElement | null>) {
  const [asking, setAsking] = useState(false);
  return {
    signOut: () => (hasDrafts() ? setAsking(true) : signOut()),
    question: asking && (
      <Suspense>
        <SignOutQuestion opener={opener} onClose={() => setAsking(false)} />
      </Suspense>
    ),
  };
}
