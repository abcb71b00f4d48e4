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

/**
 * The shape of a chart until one is drawn over it. It stands in a figure that is `group/chart` and `relative`: a chart knows its width only in the
 * browser, so what the server sends of one is empty, and there is nothing for a fallback to stand in for.
 */
export function ChartSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-0 flex animate-shimmer items-end gap-[2%] border-b pl-10 group-has-[svg]/chart:hidden"
    >
      {HEIGHTS.map((height, bar) => (
        <span key={bar} className={classNames("flex-1 rounded-t-xs bg-hover", height)} />
      ))}
    </div>
  );
}
