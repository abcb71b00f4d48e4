import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";

type Transaction = Outputs["reconciliation"]["transactions"]["transactions"][number];

/** The processor's own account of our balance; what is ours in it leads to its journal. */
export function TransactionsTable({
  transactions,
  footer,
}: {
  transactions: readonly Transaction[];
  footer?: ReactNode;
}) {
  return (
    <DataTable
      label="Processor’s transactions"
      rows={transactions}
      rowKey={(one) => one.id}
      footer={footer}
      empty={
        <EmptyState icon={ArrowLeftRight} title="Nothing moved">
          The processor has said of no transaction in this month. Ask it under Reconciliation.
        </EmptyState>
      }
      columns={[
        {
          key: "what",
          header: "What",
          phone: "title",
          cell: (one) => (
            <div className="min-w-0">
              <span className="font-medium">{one.category.replaceAll("_", " ")}</span>
              <code className="block truncate font-mono text-ink-faint text-xs">{one.id}</code>
            </div>
          ),
        },
        { key: "at", header: "When", cell: (one) => <Timestamp at={one.at} /> },
        { key: "ours", header: "Ours", cell: (one) => <Ours id={one.reference} /> },
        {
          key: "amount",
          header: "Amount",
          align: "right",
          cell: (one) => <Money nano={one.amountNano} precision={2} tone="signed" />,
        },
        { key: "fee", header: "Fee", align: "right", cell: (one) => <Money nano={one.feeNano} precision={2} /> },
        {
          key: "net",
          header: "Net",
          align: "right",
          cell: (one) => <Money nano={one.netNano} precision={2} tone="signed" />,
        },
      ]}
    />
  );
}

function Ours({ id }: { id: string | null }) {
  if (!id) return <span className="text-ink-faint">–</span>;
  // A payout is named with its attempt.
  const [found = id] = id.split(":");
  return (
    <a
      href={`/finance/ledger/find?id=${encodeURIComponent(found)}`}
      className="break-all font-mono text-ink-muted text-sm hover:text-ink"
      translate="no"
    >
      {found}
    </a>
  );
}
