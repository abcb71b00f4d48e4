import { Skeleton, SkeletonRows } from "@tollgate/ui/skeleton";

export default function Loading() {
  return (
    <main aria-busy="true" className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="mt-3 mb-8 w-96 max-w-full" />
      <Skeleton className="mb-4 h-8.5 rounded-md" />
      <SkeletonRows rows={12} />
    </main>
  );
}
