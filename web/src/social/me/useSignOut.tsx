import { lazy, type RefObject, Suspense, useState } from "react";
import { hasDrafts } from "~/ui/draft";
import { signOut } from "./signOut";

const SignOutQuestion = lazy(async () => ({ default: (await import("./SignOutQuestion")).SignOutQuestion }));

/** Signs out by calling leave. If there are drafts that would be lost, it asks first. */
export function useSignOut(opener: RefObject<HTMLElement | null>, leave: () => void = signOut) {
  const [asking, setAsking] = useState(false);
  return {
    signOut: () => (hasDrafts() ? setAsking(true) : leave()),
    question: asking && (
      <Suspense>
        <SignOutQuestion opener={opener} onConfirm={leave} onClose={() => setAsking(false)} />
      </Suspense>
    ),
  };
}
