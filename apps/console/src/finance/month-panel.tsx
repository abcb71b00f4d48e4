import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatMonth } from "@tollgate/ui/format/time";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { CalendarX2 } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { ComputeRunButton } from "./compute-run-button.tsx";
import { payeeEntriesHref } from "./payee-entries-href.ts";
import { RunStats } from "./run-stats.tsx";
import type { PayoutRun } from "./run-status.tsx";
import { StatementsTable } from "./statements-table.tsx";

type Preview = Outputs["finance"]["previewRun"];

/** Where a month stands, and the one thing to do about it next. */
function MonthAct({ preview, run }: { preview: Preview; run: PayoutRun | undefined }) {
  const { month, period, totals } = preview;
  if (period === "open") return null;
  if (!run) {
    return totals.payees > 0 ? <ComputeRunButton month={month} stage={period} payees={totals.payees} /> : null;
  }
  return (
    <>
      {run.status === "computed" ? <ComputeRunButton month={month} stage="computed" payees={totals.payees} /> : null}
      <Button asChild intent="primary">
        <Link href={`/finance/payouts/${run.id}`}>Open the run</Link>
      </Button>
    </>
  );
}

function MonthBadge({ preview, run }: { preview: Preview; run: PayoutRun | undefined }) {
  if (run) return <Badge tone="positive">Computed, revision {run.revision}</Badge>;
  if (preview.period === "open") return <Badge tone="caution">To date, draft</Badge>;
  return <Badge tone="accent">{preview.period === "over" ? "Over, not closed" : "Closed, not computed"}</Badge>;
}

function explain(period: Preview["period"], month: string): string {
  if (period === "open") {
    return `${formatMonth(month)} is still running. These are the amounts at this moment; nothing of this is stored, and the month can be closed once it is over (UTC).`;
  }
  if (period === "over") {
    return "The month is over and still takes late bookings. Close it to compute the statements that people approve.";
  }
  return "The month is closed: its books do not change any more.";
}

export function MonthPanel({ preview, run }: { preview: Preview; run: PayoutRun | undefined }) {
  const { month, totals, items, period } = preview;
  return (
    <Section
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {formatMonth(month)} <MonthBadge preview={preview} run={run} />
        </span>
      }
      actions={<MonthAct preview={preview} run={run} />}
    >
      {totals.payees === 0 ? (
        <EmptyState icon={CalendarX2} title={`Nobody has a statement for ${formatMonth(month)}`}>
          A payee has one when something was earned, corrected or paid in the month, or carried over from before it.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <Notice tone={period === "open" ? "caution" : "neutral"}>{explain(period, month)}</Notice>
          <RunStats totals={totals} month={month} />
          <StatementsTable
            label={`Statements of ${formatMonth(month)}`}
            statements={items}
            totals={totals}
            hrefOf={({ payeeWorkspaceId }) => payeeEntriesHref(payeeWorkspaceId, month)}
            footer={
              items.length < totals.payees
                ? `The ${items.length} largest of ${totals.payees} statements; the totals cover all of them.`
                : undefined
            }
          />
        </div>
      )}
    </Section>
  );
}
