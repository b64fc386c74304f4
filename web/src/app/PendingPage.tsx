import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { Skeleton } from "~/ui/Skeleton";

/** Shown while the code of a page loads. */
export function PendingPage() {
  return (
    <Loading label={t("loadingPage")}>
      <div className="flex h-14 items-center border-line border-b px-4 md:h-15 md:px-5">
        <Skeleton className="h-5 w-24" />
      </div>
    </Loading>
  );
}
