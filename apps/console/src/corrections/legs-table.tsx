import { DataTable } from "@tollgate/ui/table";
import { accountName } from "../finance/account-names.ts";
import { Side } from "../finance/side.tsx";

export type Leg = { accountType: string; owner: string; ownerName: string; amountNano: bigint };

/** The lines of a journal, every digit of them, on the side on which each was booked. */
export function LegsTable({ label, legs }: { label: string; legs: readonly Leg[] }) {
  return (
    <DataTable
      label={label}
      rows={legs}
      rowKey={(leg) => `${leg.accountType} ${leg.owner}`}
      columns={[
        { key: "owner", header: "Whose", phone: "title", cell: (leg) => leg.ownerName },
        { key: "account", header: "Account", cell: (leg) => accountName(leg.accountType).name },
        { key: "debit", header: "Debit", align: "right", cell: ({ amountNano }) => <Side nano={above(-amountNano)} /> },
        {
          key: "credit",
          header: "Credit",
          align: "right",
          cell: ({ amountNano }) => <Side nano={above(amountNano)} />,
        },
      ]}
    />
  );
}

/** Nothing on a side where the amount is not. */
function above(nano: bigint): bigint {
  return nano > 0n ? nano : 0n;
}
