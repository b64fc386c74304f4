import { useEffect, useRef } from "react";
import { statusOf } from "~/api/failure";
import { explain } from "./explain";
import { showToast } from "./toast";

/**
 * Returns a function that shows in a toast why something failed, if the form that would
 * show it has been left.
 */
export function useLateFailure(textOf: (problem: string, error: Error) => string): (error: Error) => void {
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  return (error) => {
    if (!left.current || statusOf(error) === 401) return; // 401: the sign-in page opens
    showToast(textOf(explain(error).title, error), "problem");
  };
}
