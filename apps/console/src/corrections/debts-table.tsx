import { EmptyState } from "@tollgate/ui/empty-state";
import { formatMoney } from "@tollgate/ui/format/money";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { HandCoins } from "lucide-react";
import type { ReactNode } from "react";
import { accountName } from "../finance/account-names.ts";
import { Beneath } from "../finance/beneath.tsx";
import { entriesHref } from "../ledger/entry-query.ts";
import { type Debt, WriteOff } from "./write-off.tsx";

const COLUMNS: Column<Debt>[] = [
  {
    key: "who",
    header: "Who",
    phone: "title",
    cell: (debt) => (
      <div className="min-w-0">
        <span className="font-medium">{debt.ownerName}</span>
        <p className="font-normal text-ink-muted text-sm">{accountName(debt.accountType).name}</p>
      </div>
    ),
  },
  {
    key: "owed",
    header: "Owed",
    align: "right",
    cell: (debt) => (
      <Beneath href={entriesHref({ types: [debt.accountType], owner: debt.owner, span: "through", month: null })}>
        <Money nano={debt.owedNano} precision={4} />
      </Beneath>
    ),
  },
  {
    key: "other",
    header: "On their other accounts",
    align: "right",
    cell: (debt) => (
      <Beneath href={entriesHref({ owner: debt.owner })}>
        <Money nano={debt.otherNano} precision={4} tone="signed" />
      </Beneath>
    ),
  },
  {
    key: "moved",
    header: "Moved last",
    cell: (debt) => <Timestamp at={debt.movedAt} className="text-ink-muted" />,
  },
  { key: "act", header: "Write off", align: "right", cell: (debt) => <Act debt={debt} /> },
];

function Act({ debt }: { debt: Debt }) {
  if (debt.askedNano < debt.owedNano) return <WriteOff debt={debt} />;
  return (
    <Link href="/finance/adjustments?status=requested&kind=write_off" className="underline underline-offset-3">
      {formatMoney(debt.askedNano)} is asked for
    </Link>
  );
}

/** Accounts below zero, each with the way to give the debt up. */
export function DebtsTable({ debts, footer }: { debts: readonly Debt[]; footer?: ReactNode }) {
  return (
    <DataTable
      label="Owed to us"
      rows={debts}
      rowKey={(debt) => debt.accountId}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={HandCoins} title="Nobody owes us anything">
          Credit below zero after a lost dispute, or a payable below zero after refunds, is listed here until it is made
          good or written off.
        </EmptyState>
      }
    />
  );
}
