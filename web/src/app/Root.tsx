import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { keepFocus } from "~/ui/keepFocus";
import { Toasts } from "~/ui/Toasts";
import { OfflineNotice } from "./OfflineNotice";
import { UpdateNotice } from "./UpdateNotice";
import { useFocusOnNavigation } from "./useFocusOnNavigation";

export function Root() {
  useFocusOnNavigation();
  useEffect(keepFocus, []);
  return (
    <>
      <OfflineNotice />
      <Outlet />
      <UpdateNotice />
      <Toasts />
    </>
  );
}
