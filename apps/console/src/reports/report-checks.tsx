import { formatMoney } from "@tollgate/ui/format/money";
import { formatCount } from "@tollgate/ui/format/number";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReportView } from "./drill-href.ts";

/** Whether everything that must be equal is, with the two numbers where it is not. */
export function ReportChecks({ checks }: { checks: ReportView["checks"] }) {
  if (checks.length === 0) return null;
  return (
    <section aria-label="Checks" className="rounded-lg border bg-surface px-5 py-3.5 shadow-xs">
      <ul className="flex flex-col gap-2">
        {checks.map((check) => {
          const holds = check.expected === check.actual;
          const Icon = holds ? CircleCheck : TriangleAlert;
          const show = (value: bigint) => (check.unit === "nano" ? formatMoney(value, 9) : formatCount(Number(value)));
          return (
            <li
              key={check.name}
              data-check-difference={(check.actual - check.expected).toString()}
              className={`flex gap-2.5 ${holds ? "text-ink-muted" : "font-medium text-critical-text"}`}
            >
              <Icon
                aria-label={holds ? "Holds" : "Does not hold"}
                className={`mt-0.75 size-4 shrink-0 ${holds ? "text-positive-text" : "text-critical-text"}`}
              />
              <span className="tabular min-w-0">
                {check.name}
                {holds ? null : `: ${show(check.expected)} expected, ${show(check.actual)} found`}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
