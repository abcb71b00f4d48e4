import { Skeleton } from "@tollgate/ui/skeleton";

/** The shape of a receipt while it is on the way. */
export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="mt-1 w-16" />
      <Skeleton className="mt-4 h-7 w-72 max-w-full" />
      <Skeleton className="mt-3 mb-10 w-56" />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <Skeleton className="h-120 rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </div>
  );
}
