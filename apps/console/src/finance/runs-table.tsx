import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { formatMonth } from "@tollgate/ui/format/time";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileCheck2 } from "lucide-react";
import { Amount } from "./amount.tsx";
import { type PayoutRun, RunStatus } from "./run-status.tsx";
import { ShortHash } from "./short-hash.tsx";
import { nanoOfCents } from "./statement-lines.ts";

/** Every computed run, newest month first. */
export function RunsTable({ runs }: { runs: readonly PayoutRun[] }) {
  return (
    <DataTable
      label="Payout runs"
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run) => `/finance/payouts/${run.id}`}
      empty={
        <EmptyState icon={FileCheck2} title="No month has been computed yet">
          A run is one month’s statements, one per payee, under a hash. It is computed once the month is closed, and the
          same books always give the same hash.
        </EmptyState>
      }
      columns={[
        { key: "month", header: "Month", phone: "title", cell: (run) => formatMonth(run.month) },
        { key: "status", header: "Status", cell: (run) => <RunStatus run={run} /> },
        { key: "revision", header: "Revision", align: "right", cell: (run) => run.revision },
        {
          key: "payees",
          header: "Paid payees",
          align: "right",
          cell: (run) => `${formatCount(run.totals.payablePayees)} of ${formatCount(run.totals.payees)}`,
        },
        {
          key: "payable",
          header: "Payable",
          align: "right",
          cell: (run) => <Amount nano={nanoOfCents(run.totals.payableCents)} />,
        },
        { key: "hash", header: "Hash", cell: (run) => <ShortHash hash={run.hash} /> },
        {
          key: "computed",
          header: "Computed",
          cell: (run) => (
            <>
              <Timestamp at={run.computedAt} /> <span className="text-ink-faint">by {run.computedBy}</span>
            </>
          ),
        },
      ]}
    />
  );
}
