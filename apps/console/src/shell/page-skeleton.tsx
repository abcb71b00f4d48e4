import { Skeleton, SkeletonRows } from "@tollgate/ui/skeleton";

/** The shape of a page while its data is on the way. */
export function PageSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-3 mb-8 h-4 w-80 max-w-full" />
      <SkeletonRows />
    </div>
  );
}

/** The shape of a page that opens with a row of numbers. */
export function StatsPageSkeleton({ stats = 4 }: { stats?: number }) {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-3 mb-8 h-4 w-80 max-w-full" />
      <div className="mb-4 grid gap-px overflow-hidden rounded-lg border bg-line sm:auto-cols-fr sm:grid-flow-col">
        {Array.from({ length: stats }, (_, stat) => (
          <div key={stat} className="bg-surface px-5 py-4">
            <Skeleton className="w-24" />
            <Skeleton className="mt-2 h-7 w-32" />
            <Skeleton className="mt-2 w-28" />
          </div>
        ))}
      </div>
      <SkeletonRows />
    </div>
  );
}
