import { Outlet } from "@tanstack/react-router";
import { Toasts } from "~/ui/Toasts";
import { OfflineNotice } from "./OfflineNotice";
import { UpdateNotice } from "./UpdateNotice";
import { useFocusOnNavigation } from "./useFocusOnNavigation";

export function Root() {
  useFocusOnNavigation();
  return (
    <>
      <OfflineNotice />
      <Outlet />
      <UpdateNotice />
      <Toasts />
    </>
  );
}
