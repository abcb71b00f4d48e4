import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";

type Payment = Outputs["billing"]["payments"]["payments"][number];

const STATUS = {
  succeeded: { tone: "positive", word: "Paid" },
  open: { tone: "neutral", word: "Not paid" },
  expired: { tone: "neutral", word: "Expired" },
  failed: { tone: "critical", word: "Failed" },
} as const;

const columnsOf = (workspaceId: string): Column<Payment>[] => [
  { key: "when", header: "When", cell: (payment) => <Timestamp at={payment.createdAt} show="exact" />, phone: "title" },
  {
    key: "status",
    header: "State",
    cell: (payment) => <StatusDot tone={STATUS[payment.status].tone}>{STATUS[payment.status].word}</StatusDot>,
  },
  {
    key: "id",
    header: "Reference",
    cell: (payment) => <code className="font-mono text-ink-muted text-xs">{payment.id}</code>,
  },
  {
    key: "credit",
    header: "Credit",
    cell: (payment) => (
      <Money nano={payment.creditNano} precision={2} tone={payment.status === "succeeded" ? "plain" : "muted"} />
    ),
    align: "right",
  },
  {
    key: "invoice",
    header: "Invoice",
    phone: "actions",
    cell: (payment) =>
      payment.status === "succeeded" ? (
        <a
          href={`/api/exports/invoices/${payment.id}?workspaceId=${workspaceId}`}
          download
          className="inline-flex items-center gap-1.5 underline underline-offset-3"
        >
          <FileText className="size-4" aria-hidden="true" /> PDF
        </a>
      ) : null,
  },
];

type Props = { workspaceId: string; payments: readonly Payment[]; empty: ReactNode; footer?: ReactNode };

export function PaymentsTable({ workspaceId, payments, empty, footer }: Props) {
  return (
    <DataTable
      label="Payments"
      rows={payments}
      rowKey={(payment) => payment.id}
      columns={columnsOf(workspaceId)}
      empty={empty}
      footer={footer}
    />
  );
}
