import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import { Beneath } from "../finance/beneath.tsx";
import { ShortHash } from "../finance/short-hash.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Invoice = Outputs["reconciliation"]["invoices"]["invoices"][number];

/** Invoices that were uploaded for the month; the newest of a provider counts. */
export function InvoicesTable({ invoices, month }: { invoices: readonly Invoice[]; month: string }) {
  return (
    <DataTable
      label="Invoices"
      rows={invoices}
      rowKey={(invoice) => invoice.id}
      columns={[
        { key: "provider", header: "Provider", phone: "title", cell: (invoice) => invoice.providerName },
        { key: "file", header: "File", cell: (invoice) => <span className="break-all">{invoice.fileName}</span> },
        { key: "hash", header: "SHA-256", cell: (invoice) => <ShortHash hash={invoice.sha256} /> },
        { key: "at", header: "Uploaded", cell: (invoice) => <Timestamp at={invoice.uploadedAt} /> },
        {
          key: "state",
          header: "State",
          cell: ({ isReplaced }) => (
            <StatusDot tone={isReplaced ? "neutral" : "positive"}>{isReplaced ? "Replaced" : "Compared"}</StatusDot>
          ),
        },
        {
          key: "total",
          header: "Total",
          align: "right",
          cell: (invoice) => (
            <Beneath href={`/finance/reports/provider-costs?period=${month}`}>
              <Money nano={invoice.totalNano} precision={2} />
            </Beneath>
          ),
        },
      ]}
      empty={
        <EmptyState icon={FileText} title="No invoice for this month">
          Upload what a provider invoiced, and it is compared with what our calls cost.
        </EmptyState>
      }
    />
  );
}
