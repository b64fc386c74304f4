import { t } from "~/texts/texts";
import { Loading } from "~/ui/Loading";
import { Skeleton } from "~/ui/Skeleton";

export function CaseSkeletons() {
  return (
    <Loading label={t("loadingCases")}>
      <div className="divide-y divide-line">
        {["w-64", "w-48", "w-56", "w-40"].map((width) => (
          <div key={width} className="grid gap-2.5 px-4 py-4 md:px-5">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3.5 w-40" />
          </div>
        ))}
      </div>
    </Loading>
  );
}

export function CaseContextSkeleton() {
  return (
    <Loading label={t("loadingCases")}>
      <Skeleton className="h-3.5 w-2/3" />
      <Skeleton className="mt-2.5 h-3.5 w-1/2" />
    </Loading>
  );
}
