import { Skeleton, SkeletonRows } from "@tollgate/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-3 mb-8 h-4 w-80 max-w-full" />
      <SkeletonRows />
    </div>
  );
}
