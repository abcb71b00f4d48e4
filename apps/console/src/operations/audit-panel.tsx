import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShieldCheck } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";

type Audit = Outputs["operator"]["audits"][number];

/** Whether the books still say what their entries say, and since when that was checked. */
export function AuditPanel({ audits }: { audits: readonly Audit[] }) {
  const [latest] = audits;
  return (
    <Section
      title="Ledger audit"
      hint="Every balance, every journal and every call, recomputed from the entries and compared."
    >
      <div className="flex flex-col gap-4">
        {latest && !latest.ok ? (
          <Notice tone="critical">
            The latest audit found {latest.findings.length} {latest.findings.length === 1 ? "thing" : "things"} that
            must not be. Stop payouts until they are explained.
            <ul className="mt-2 flex flex-col gap-1 text-sm">
              {latest.findings.slice(0, 10).map((finding) => (
                <li key={`${finding.kind} ${finding.subject}`} className="break-words">
                  {finding.sentence}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <DataTable
          label="Ledger audits"
          rows={audits}
          rowKey={(audit) => audit.id}
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
                  {audit.ok ? "Everything agrees" : `${audit.findings.length} differ`}
                </StatusDot>
              ),
            },
            { key: "at", header: "When", cell: (audit) => <Timestamp at={audit.at} /> },
            { key: "accounts", header: "Accounts", align: "right", cell: (audit) => formatCount(audit.accounts) },
            { key: "entries", header: "Entries", align: "right", cell: (audit) => formatCount(audit.entries) },
          ]}
        />
      </div>
    </Section>
  );
}
