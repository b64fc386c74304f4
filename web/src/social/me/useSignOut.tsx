import { lazy, type RefObject, Suspense, useState } from "react";
import { hasDrafts } from "~/ui/draft";
import { signOut } from "./signOut";

const SignOutQuestion = lazy(async () => ({ default: (await import("./SignOutQuestion")).SignOutQuestion }));

/** Signs out by the given way, but asks first if something half-written would be lost with it. */
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
