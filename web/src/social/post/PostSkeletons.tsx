import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { Skeleton } from "~/ui/Skeleton";

export function PostSkeletons() {
  return (
    <Loading label={t("loadingPosts")}>
      <div className="divide-y divide-line">
        {["w-40", "w-56", "w-48", "w-36"].map((width) => (
          <div key={width} className="flex gap-3 px-4 pt-4 pb-5 md:px-5">
            <Skeleton round className="size-10 shrink-0" />
            <div className="grid flex-1 gap-2.5 pt-1">
              <Skeleton className="h-3.5 w-28" />
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3.5 w-full" />
              <Skeleton className="h-3.5 w-4/5" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
