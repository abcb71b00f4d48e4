import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** Change against `against`; `tone` says whether it is good news, which direction alone does not. */
  delta?: { text: string; tone: "positive" | "critical" | "neutral"; against?: string };
  note?: ReactNode;
  className?: string;
};

const DELTA_TONE = { positive: "text-positive-text", critical: "text-critical-text", neutral: "text-ink-muted" };

export function Stat({ label, value, delta, note, className }: StatProps) {
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
      <dt className="text-ink-muted text-sm">{label}</dt>
      <dd className="tabular truncate font-semibold text-2xl max-sm:text-xl">{value}</dd>
      {delta || note ? (
        <dd className="text-ink-faint text-sm">
          {delta ? (
            <>
              <span className={classNames("tabular font-medium", DELTA_TONE[delta.tone])}>{delta.text}</span>{" "}
              {delta.against}
            </>
          ) : null}
          {note}
        </dd>
      ) : null}
    </div>
  );
}

/** Stats side by side in one card, divided by hairlines; on a phone two by two, and an odd last one over the whole width. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={classNames(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line shadow-xs *:bg-surface *:px-5 *:py-4 max-sm:*:px-4 max-sm:*:py-3 max-sm:*:last:odd:col-span-2 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none",
        className,
      )}
    >
      {children}
    </dl>
  );
}
