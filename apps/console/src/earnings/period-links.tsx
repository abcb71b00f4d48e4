import { classNames } from "@tollgate/ui/class-names";
import { Link } from "@tollgate/ui/link";
import { PERIODS, type PeriodDays } from "./role.ts";

/** Chooses a period by address, so that back and share work. */
export function PeriodLinks({ path, current }: { path: string; current: PeriodDays }) {
  return (
    <nav
      aria-label="Period"
      className="inline-flex rounded-md border border-line-control bg-surface p-0.5 shadow-xs dark:bg-raised"
    >
      {PERIODS.map((days) => (
        <Link
          key={days}
          href={`${path}?days=${days}`}
          aria-current={days === current ? "true" : undefined}
          className={classNames(
            "tabular flex h-7 items-center rounded-sm px-2.5 font-medium text-sm max-sm:h-8.5",
            days === current ? "bg-accent-soft text-accent-text" : "text-ink-muted hover:text-ink",
          )}
        >
          {days} days
        </Link>
      ))}
    </nav>
  );
}
