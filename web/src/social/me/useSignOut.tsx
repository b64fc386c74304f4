import { type RefObject, useState } from "react";
import { hasDrafts } from "~/ui/draft";
import { loadable } from "~/ui/loadable";
import { signOut } from "./signOut";

const SignOutQuestion = loadable(() => import("./SignOutQuestion"), "SignOutQuestion");

/**
 * Returns signOut, which calls leave but asks first if drafts would be lost, and the
 * question to render.
 */
export function useSignOut(opener: RefObject<HTMLElement | null>, leave: () => void = signOut) {
  const [asking, setAsking] = useState(false);
  return {
    signOut: () => (hasDrafts() ? SignOutQuestion.whenLoaded(() => setAsking(true)) : leave()),
    question: asking && (
      <SignOutQuestion opener={opener} onConfirm={leave} onClose={() => setAsking(false)} />
    ),
  };
}
