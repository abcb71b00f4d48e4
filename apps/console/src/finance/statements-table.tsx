import { type Column, DataTable } from "@tollgate/ui/table";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { Amount } from "./amount.tsx";
import { carryWord } from "./carry-reason.ts";
import { correctionsOf, holdbackOf, nanoOfCents, type StatementAmounts } from "./statement-lines.ts";

export type Statement = Outputs["finance"]["previewRun"]["items"][number];

type Props = {
  label: string;
  statements: readonly Statement[];
  /** Sums over every statement, also those on other pages. */
  totals: StatementAmounts;
  /** Opens one payee's statement. */
  hrefOf?: (statement: Statement) => string;
  footer?: ReactNode;
};

const COLUMNS: readonly { key: string; header: string; of: (amounts: StatementAmounts) => bigint }[] = [
  { key: "opening", header: "Opening", of: (one) => one.openingNano },
  { key: "provider", header: "As provider", of: (one) => one.providerEarnedNano },
  { key: "builder", header: "As builder", of: (one) => one.builderEarnedNano },
  { key: "corrections", header: "Corrections", of: correctionsOf },
  { key: "holdback", header: "Holdback", of: holdbackOf },
  { key: "net", header: "Net", of: (one) => one.netNano },
];

function Payable({ statement }: { statement: Statement }) {
  if (statement.carryReason === null) return <Amount nano={nanoOfCents(statement.payableCents)} />;
  return <span className="whitespace-nowrap text-caution-text text-sm">{carryWord(statement.carryReason)}</span>;
}

/** One row per payee, in the order in which a statement adds up. */
export function StatementsTable({ label, statements, totals, hrefOf, footer }: Props) {
  const columns: Column<Statement>[] = [
    {
      key: "payee",
      header: "Payee",
      phone: "title",
      cell: (statement) => <span className="block min-w-32 max-w-56 truncate sm:py-px">{statement.payeeName}</span>,
    },
    ...COLUMNS.map(
      ({ key, header, of }): Column<Statement> => ({
        key,
        header,
        align: "right",
        // A phone has no room for what is zero for everybody.
        phone: of(totals) === 0n && statements.every((statement) => of(statement) === 0n) ? "hidden" : "line",
        cell: (statement) => <Amount nano={of(statement)} />,
      }),
    ),
    { key: "payable", header: "Payable", align: "right", cell: (statement) => <Payable statement={statement} /> },
    {
      key: "carry",
      header: "Carried over",
      align: "right",
      cell: (statement) => <Amount nano={statement.carryNano} />,
    },
  ];
  const sums = COLUMNS.map(({ key, of }): [string, ReactNode] => [key, <Amount key={key} nano={of(totals)} />]);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={statements}
      rowKey={(statement) => statement.payeeWorkspaceId}
      rowHref={hrefOf}
      footer={footer}
      totals={{
        payee: "All payees",
        ...Object.fromEntries(sums),
        payable: <Amount nano={nanoOfCents(totals.payableCents)} />,
        carry: <Amount nano={totals.carryNano} />,
      }}
    />
  );
}
