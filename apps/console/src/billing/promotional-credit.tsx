import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";

type Lot = Outputs["billing"]["promotionalCredit"][number];

/** Credit that was given, lot by lot; what ends first is spent first. */
export function PromotionalCredit({ lots }: { lots: readonly Lot[] }) {
  return (
    <DataTable
      label="Promotional credit"
      rows={lots}
      rowKey={(lot) => lot.id}
      columns={[
        { key: "reason", header: "For", phone: "title", cell: (lot) => lot.reason },
        { key: "code", header: "Code", phone: "hidden", cell: (lot) => lot.code ?? <None /> },
        { key: "ends", header: "Ends", cell: (lot) => <Timestamp at={lot.expiresAt} show="date" /> },
        {
          key: "amount",
          header: "Given",
          align: "right",
          cell: (lot) => <Money nano={lot.amountNano} precision={2} />,
        },
        { key: "spent", header: "Spent", align: "right", cell: (lot) => <Money nano={lot.spentNano} precision={2} /> },
        {
          key: "left",
          header: "Left",
          align: "right",
          cell: (lot) => (
            <Money nano={lot.remainingNano} precision={2} tone={lot.remainingNano === 0n ? "muted" : "plain"} />
          ),
        },
      ]}
    />
  );
}

function None() {
  return <span className="text-ink-faint">None</span>;
}
