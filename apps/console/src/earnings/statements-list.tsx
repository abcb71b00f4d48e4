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

type Tone = "neutral" | "accent" | "caution" | "positive" | "critical";

const PAYMENT: Record<OwnStatement["payment"]["state"], { word: string; tone: Tone }> = {
  carried: { word: "Carried", tone: "caution" },
  waiting: { word: "Waits for its turn", tone: "accent" },
  sending: { word: "Being sent", tone: "caution" },
  unknown: { word: "Being sent", tone: "caution" },
  paid: { word: "Paid", tone: "positive" },
  failed: { word: "Could not be sent", tone: "critical" },
  returned: { word: "Came back", tone: "critical" },
  lapsed: { word: "Part of the next statement", tone: "neutral" },
};

function Payment({ statement: { carryReason, payment, runStatus } }: { statement: OwnStatement }) {
  if (carryReason) return <Badge tone="caution">Carried: {carryWord(carryReason)}</Badge>;
  if (payment.state === "waiting" && runStatus === "computed") return <Badge>Waits for approval</Badge>;
  const { word, tone } = PAYMENT[payment.state];
  const isOver = payment.state === "paid" || payment.state === "failed" || payment.state === "returned";
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 max-sm:justify-end">
      <Badge tone={tone}>{word}</Badge>
      {isOver && payment.at ? <Timestamp at={payment.at} show="date" className="text-ink-muted text-sm" /> : null}
      {payment.problem ? <span className="text-ink-muted text-sm">{payment.problem}</span> : null}
    </span>
  );
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
