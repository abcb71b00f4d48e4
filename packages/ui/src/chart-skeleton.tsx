import { classNames } from "./class-names.ts";

const HEIGHTS = [
  "h-2/5",
  "h-3/5",
  "h-1/2",
  "h-4/5",
  "h-1/3",
  "h-3/5",
  "h-2/3",
  "h-1/4",
  "h-1/2",
  "h-3/4",
  "h-2/5",
  "h-3/5",
];

/** The shape of a chart while the program that draws it is on the way. */
export function ChartSkeleton() {
  return (
    <div aria-hidden="true" className="flex h-full animate-shimmer items-end gap-[2%] border-b pl-10">
      {HEIGHTS.map((height, bar) => (
        <span key={bar} className={classNames("flex-1 rounded-t-xs bg-hover", height)} />
      ))}
    </div>
  );
}
