import { useEffect, useRef } from "react";
import { statusOf } from "~/api/failure";
import { type TextId, t } from "~/texts/texts";
import { explain } from "./explain";
import { showToast } from "./toast";

/**
 * Returns a function that tells by a toast why something failed if the form that would
 * tell it has been left. The text has a place for the problem.
 */
export function useLateFailure(text: TextId): (error: Error) => void {
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  return (error) => {
    if (!left.current || statusOf(error) === 401) return; // 401: the sign-in page tells it
    showToast(t(text, { problem: explain(error).title }), "problem");
  };
}
