import { Link } from "@tollgate/ui/link";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { Amount } from "../finance/amount.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Lot = Outputs["promotions"]["list"]["lots"][number];

const COLUMNS: Column<Lot>[] = [
  {
    key: "who",
    header: "Workspace",
    phone: "title",
    cell: ({ workspaceName, reason, code }) => (
      <div className="min-w-0">
        <p className="max-w-56 truncate">{workspaceName}</p>
        <p className="max-w-64 truncate font-normal text-ink-faint text-sm">
          {reason}
          {code ? ` · ${code}` : ""}
        </p>
      </div>
    ),
  },
  {
    key: "given",
    header: "Given",
    cell: ({ createdAt, by }) => (
      <span className="text-ink-muted text-sm">
        {by ?? "The platform"}, <Timestamp at={createdAt} />
      </span>
    ),
  },
  { key: "amount", header: "Amount", align: "right", cell: (lot) => <Amount nano={lot.amountNano} /> },
  { key: "spent", header: "Spent", align: "right", cell: (lot) => <Amount nano={lot.spentNano} /> },
  {
    key: "left",
    header: "Left",
    align: "right",
    cell: (lot) => <Amount nano={lot.remainingNano} />,
  },
  { key: "ends", header: "Ends", cell: (lot) => <Timestamp at={lot.expiresAt} show="date" /> },
];

const JOURNAL: Column<Lot> = {
  key: "journal",
  header: "Journal",
  cell: ({ journalId }) => (
    <Link
      href={`/finance/ledger/${journalId}`}
      title={journalId}
      className="block max-w-28 truncate font-mono text-accent-text text-xs underline-offset-4 hover:underline"
    >
      {journalId}
    </Link>
  ),
};

type Props = { lots: readonly Lot[]; forFinance: boolean; empty: ReactNode };

/** Credit that was given; finance also sees the journals that booked it. */
export function LotsTable({ lots, forFinance, empty }: Props) {
  const columns = forFinance ? [...COLUMNS, JOURNAL] : COLUMNS;
  return <DataTable label="Credit given" rows={lots} rowKey={({ id }) => id} columns={columns} empty={empty} />;
}
