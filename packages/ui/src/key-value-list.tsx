import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type KeyValue = { label: ReactNode; value: ReactNode; strong?: boolean };

/** Facts about one thing. `ledger` puts values at the right edge, for sums that are read downwards. */
export function KeyValueList({ items, look = "facts" }: { items: readonly KeyValue[]; look?: "facts" | "ledger" }) {
  return (
    <dl className="divide-y">
      {items.map((item, index) => (
        <div
          key={index}
          className={classNames(
            "flex gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0",
            look === "facts" ? "max-sm:flex-col" : "items-baseline justify-between",
            item.strong && "font-semibold",
          )}
        >
          <dt className={classNames(look === "facts" && "w-44 shrink-0", item.strong ? "text-ink" : "text-ink-muted")}>
            {item.label}
          </dt>
          <dd className={classNames("min-w-0", look === "ledger" && "tabular text-right")}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
