import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount, formatDuration } from "@tollgate/ui/format/number";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";

export type Audit = Outputs["operator"]["audits"]["audits"][number];

/** The passes, newest first. */
export function AuditTable({ audits, footer }: { audits: readonly Audit[]; footer?: ReactNode }) {
  return (
    <DataTable
      label="Ledger audits"
      rows={audits}
      rowKey={(audit) => audit.id}
      footer={footer}
      empty={
        <EmptyState icon={ShieldCheck} title="No audit has run yet">
          The worker audits the ledger every hour. Its first result will be here.
        </EmptyState>
      }
      columns={[
        {
          key: "result",
          header: "Result",
          phone: "title",
          cell: (audit) => (
            <StatusDot tone={audit.ok ? "positive" : "critical"}>
              {audit.ok ? "Everything agrees" : findingsWords(audit.findings.length)}
            </StatusDot>
          ),
        },
        { key: "at", header: "When", cell: (audit) => <Timestamp at={audit.at} /> },
        { key: "scope", header: "Looked at", cell: (audit) => (audit.isFull ? "All of history" : "What came since") },
        { key: "took", header: "Took", align: "right", cell: (audit) => formatDuration(audit.durationMs) },
        {
          key: "chain",
          header: "Chain up to",
          align: "right",
          cell: (audit) => formatCount(Number(audit.chainPosition)),
        },
        { key: "accounts", header: "Accounts", align: "right", cell: (audit) => formatCount(audit.accounts) },
        { key: "entries", header: "Entries", align: "right", cell: (audit) => formatCount(audit.entries) },
      ]}
    />
  );
}

function findingsWords(count: number): string {
  return `${count} ${count === 1 ? "finding" : "findings"}`;
}
