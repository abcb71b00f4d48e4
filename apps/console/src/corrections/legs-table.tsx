import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { accountName } from "../finance/account-names.ts";

export type Leg = { accountType: string; owner: string; ownerName: string; amountNano: bigint };

/** The lines of a journal, every digit of them: positive is what an account gets. */
export function LegsTable({ label, legs }: { label: string; legs: readonly Leg[] }) {
  return (
    <DataTable
      label={label}
      rows={legs}
      rowKey={(leg) => `${leg.accountType} ${leg.owner}`}
      columns={[
        { key: "owner", header: "Whose", phone: "title", cell: (leg) => leg.ownerName },
        { key: "account", header: "Account", cell: (leg) => accountName(leg.accountType).name },
        {
          key: "amount",
          header: "Amount",
          align: "right",
          cell: (leg) => <Money nano={leg.amountNano} precision={9} tone="signed" />,
        },
      ]}
    />
  );
}
