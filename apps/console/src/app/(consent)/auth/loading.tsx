import { Skeleton } from "@tollgate/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true" className="rounded-xl border bg-surface p-6 shadow-sm sm:p-8">
      <Skeleton className="size-12 rounded-lg" />
      <Skeleton className="mt-5 h-7 w-64" />
      <Skeleton className="mt-2 w-40" />
      <Skeleton className="mt-8 h-64" />
    </div>
  );
}
