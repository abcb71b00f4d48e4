import { CodeBlock } from "@tollgate/ui/code-block";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Section } from "@tollgate/ui/section";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Quarantine = Outputs["operator"]["quarantine"];

/** Usage that could not be settled as it came, with the reason and the event itself. */
export function QuarantinePanel({ quarantine, resolved }: { quarantine: Quarantine; resolved: boolean }) {
  const { lines, open } = quarantine;
  return (
    <Section
      title={`Quarantine${open > 0 ? `, ${open} open` : ""}`}
      hint="Usage that could not be priced or settled. It is never charged by guess and never free."
      actions={
        <Link
          href={resolved ? "/operator/jobs" : "/operator/jobs?resolved=1"}
          className="rounded-xs font-medium text-accent-text text-sm underline-offset-4 hover:underline"
        >
          {resolved ? "Show open" : "Show resolved"}
        </Link>
      }
    >
      {lines.length === 0 ? (
        <EmptyState icon={CircleCheck} title={resolved ? "Nothing was ever resolved" : "Nothing is quarantined"}>
          An event lands here when its units have no price, its numbers do not add up, or the proxy and the worker
          disagree about a charge.
        </EmptyState>
      ) : (
        <ul className="divide-y rounded-lg border bg-surface shadow-xs">
          {lines.map((line) => (
            <li key={line.id}>
              <details className="group">
                <summary className="flex cursor-pointer flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-3 hover:bg-sunken dark:hover:bg-hover">
                  <span className="min-w-0">
                    <span className="font-medium">{line.reason.replaceAll("_", " ")}</span>{" "}
                    <span className="break-words text-ink-muted">{line.detail}</span>
                  </span>
                  <Timestamp at={line.createdAt} className="text-ink-faint text-sm" />
                </summary>
                <div className="px-5 pb-4">
                  <CodeBlock samples={[{ label: "Event", code: line.event }]} />
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
