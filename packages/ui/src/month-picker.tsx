import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatMonth, shiftMonth } from "./format/time.ts";
import { Link } from "./link.tsx";

export type MonthPickerProps = {
  /** `2026-11`, a UTC month. */
  month: string;
  /** The first and last month that can be chosen. */
  first?: string;
  last: string;
  /** The address without the month, which is added as a query. */
  path: string;
  /** What the query is called. */
  name?: string;
};

const stepStyle = "flex size-8.5 items-center justify-center rounded-md max-sm:size-10 [&_svg]:size-4";

function Step({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  if (!href) {
    return (
      <span aria-hidden="true" className={`${stepStyle} text-ink-faint opacity-40`}>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} aria-label={label} className={`${stepStyle} text-ink-muted hover:bg-hover hover:text-ink`}>
      {children}
    </Link>
  );
}

/** Steps through months by links, so that the address always says which month is shown. */
export function MonthPicker({ month, first = "2020-01", last, path, name = "month" }: MonthPickerProps) {
  const hrefOf = (target: string) => `${path}${path.includes("?") ? "&" : "?"}${name}=${target}`;
  const previous = month > first ? hrefOf(shiftMonth(month, -1)) : null;
  const next = month < last ? hrefOf(shiftMonth(month, 1)) : null;
  return (
    <nav
      aria-label="Month"
      className="inline-flex items-center rounded-md border border-line-control bg-surface shadow-xs"
    >
      <Step href={previous} label="Previous month">
        <ChevronLeft />
      </Step>
      <span className="tabular min-w-32 text-center font-medium" aria-live="polite">
        {formatMonth(month)}
      </span>
      <Step href={next} label="Next month">
        <ChevronRight />
      </Step>
    </nav>
  );
}
