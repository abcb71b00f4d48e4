import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { PiggyBank } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { type UnpaidPart, unpaidWords } from "./unpaid-words.ts";

type Row = { id: string; part: UnpaidPart };

/** Every cent that was earned and is not paid, with its reason and date. */
export function UnpaidTable({ unpaid }: { unpaid: Outputs["earnings"]["unpaid"] }) {
  const rows = unpaid.parts.map((part, index): Row => ({ id: `${part.why} ${index}`, part }));
  return (
    <DataTable
      label="Not paid yet"
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState icon={PiggyBank} title="Nothing is outstanding">
          All that was earned has been paid.
        </EmptyState>
      }
      totals={{ what: "Not paid yet", amount: <Money nano={unpaid.totalNano} precision={4} /> }}
      columns={[
        { key: "what", header: "What", phone: "title", cell: ({ part }) => unpaidWords(part).what },
        {
          key: "why",
          header: "Why it is not paid",
          cell: ({ part }) => <span className="text-ink-muted">{unpaidWords(part).why}</span>,
        },
        { key: "when", header: "When that changes", cell: ({ part }) => unpaidWords(part).when },
        {
          key: "amount",
          header: "Amount",
          align: "right",
          cell: ({ part }) => <Money nano={part.nano} precision={4} />,
        },
      ]}
    />
  );
}
