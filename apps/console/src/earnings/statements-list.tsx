import { Badge } from "@tollgate/ui/badge";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatMonth } from "@tollgate/ui/format/time";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import { Amount } from "../finance/amount.tsx";
import { carryWord } from "../finance/carry-reason.ts";
import { earnedOf, nanoOfCents } from "../finance/statement-lines.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type OwnStatement = Outputs["earnings"]["statements"][number];

const PAYMENT: Record<
  OwnStatement["runStatus"],
  { word: string; tone: "neutral" | "accent" | "caution" | "positive" }
> = {
  computed: { word: "Waits for approval", tone: "neutral" },
  approved: { word: "Approved", tone: "accent" },
  executing: { word: "Being paid", tone: "caution" },
  done: { word: "Paid", tone: "positive" },
};

function Payment({ statement }: { statement: OwnStatement }) {
  if (statement.carryReason) return <Badge tone="caution">Carried: {carryWord(statement.carryReason)}</Badge>;
  const { word, tone } = PAYMENT[statement.runStatus];
  return <Badge tone={tone}>{word}</Badge>;
}

type Props = { statements: readonly OwnStatement[]; hrefOf: (statement: OwnStatement) => string };

/** A payee's statements, newest month first. Opening one shows how it adds up. */
export function StatementsList({ statements, hrefOf }: Props) {
  return (
    <DataTable
      label="Statements"
      rows={statements}
      rowKey={(statement) => statement.id}
      rowHref={hrefOf}
      empty={
        <EmptyState icon={FileText} title="No statement yet">
          After a month has closed, finance computes a statement: what you earned, what is paid and what carries over.
        </EmptyState>
      }
      columns={[
        { key: "month", header: "Month", phone: "title", cell: (statement) => formatMonth(statement.month) },
        { key: "payment", header: "Payment", cell: (statement) => <Payment statement={statement} /> },
        {
          key: "computed",
          header: "Computed",
          phone: "hidden",
          cell: (statement) => <Timestamp at={statement.computedAt} show="date" className="text-ink-muted" />,
        },
        {
          key: "opening",
          header: "Opening",
          align: "right",
          cell: (statement) => <Amount nano={statement.openingNano} />,
        },
        { key: "earned", header: "Earned", align: "right", cell: (statement) => <Amount nano={earnedOf(statement)} /> },
        { key: "net", header: "Net", align: "right", cell: (statement) => <Amount nano={statement.netNano} /> },
        {
          key: "payable",
          header: "Payable",
          align: "right",
          cell: (statement) => <Amount nano={nanoOfCents(statement.payableCents)} />,
        },
      ]}
    />
  );
}
