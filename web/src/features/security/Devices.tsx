import { t } from "~/texts/texts";
import { Button } from "~/ui/Button";
import { Loading } from "~/ui/Loading";
import { ProblemNotice } from "~/ui/ProblemNotice";
import { Skeleton } from "~/ui/Skeleton";
import { DeviceRow } from "./DeviceRow";
import { useDevices, useSignOutDevice } from "./useDevices";

/** The devices on which the user is signed in. */
export function Devices() {
  const { data: devices, error, refetch } = useDevices();
  const signOut = useSignOutDevice();
  if (!devices && error) return <ProblemNotice error={error} onRetry={() => refetch()} />;
  if (!devices) {
    return (
      <Loading label={t("loadingDevices")}>
        <Skeleton className="my-2 h-5 w-56" />
        <Skeleton className="my-2 h-5 w-48" />
      </Loading>
    );
  }
  return (
    <>
      <ul aria-label={t("devices")} className="divide-y divide-line">
        {devices.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            pending={signOut.isPending && signOut.variables === device.id}
            onSignOut={() => signOut.mutate(device.id)}
          />
        ))}
      </ul>
      {devices.length > 1 && (
        <Button
          look="secondary"
          className="mt-4"
          pending={signOut.isPending && signOut.variables === "others"}
          onClick={() => signOut.mutate("others")}
        >
          {t("signOutOthers")}
        </Button>
      )}
    </>
  );
}
