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
