import { Outlet } from "@tanstack/react-router";
import { Toaster } from "~/ui/Toaster";
import { OfflineNotice } from "./OfflineNotice";
import { useFocusOnNavigation } from "./useFocusOnNavigation";

export function Root() {
  useFocusOnNavigation();
  return (
    <>
      <OfflineNotice />
      <Outlet />
      <Toaster />
    </>
  );
}
