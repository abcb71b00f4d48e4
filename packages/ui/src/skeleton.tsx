import { classNames } from "./class-names.ts";

/** Holds the place of something still loading at the size it will have. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("h-4 animate-shimmer rounded-sm bg-hover", className)} />;
}

export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div className="divide-y overflow-hidden rounded-lg border bg-surface" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-12 items-center gap-6 px-5">
          <Skeleton className="w-1/4" />
          <Skeleton className="w-1/6" />
          <Skeleton className="ml-auto w-20" />
        </div>
      ))}
    </div>
  );
}
