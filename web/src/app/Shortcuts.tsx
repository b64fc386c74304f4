import { useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { loadable } from "~/ui/loadable";
import { isForShortcuts } from "~/ui/shortcuts";
import { moveInList } from "./moveInList";
import { useCompose } from "./useCompose";

const ShortcutList = loadable(() => import("~/ui/ShortcutList"), "ShortcutList");

/** Handles the single-key shortcuts, except while the user types into a field. */
export function Shortcuts() {
  const [listed, setListed] = useState(false);
  const isAfterG = useRef(false);
  const compose = useCompose();
  const search = useSearchKey();
  const navigate = useNavigate();

  const actions = new Map([
    ["n", compose],
    ["/", search],
    ["j", () => moveInList(1)],
    ["k", () => moveInList(-1)],
    ["?", () => ShortcutList.whenLoaded(() => setListed(true))],
  ]);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isForShortcuts(event)) return;
    const action =
      isAfterG.current && event.key === "h" ? () => navigate({ to: "/" }) : actions.get(event.key);
    isAfterG.current = event.key === "g";
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return listed && <ShortcutList onClose={() => setListed(false)} />;
}

/** Focuses the page's search field, or opens the feed and focuses the one there. */
function useSearchKey() {
  const router = useRouter();
  const navigate = useNavigate();
  const focus = () => {
    const field = document.querySelector<HTMLInputElement>('#content input[type="search"]');
    field?.select();
    field?.focus();
    return field !== null;
  };
  return () => {
    if (focus()) return;
    const stop = router.subscribe("onRendered", () => {
      stop();
      focus();
    });
    void navigate({ to: "/" });
  };
}
