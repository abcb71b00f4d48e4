import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Gavel } from "lucide-react";
import type { ReactNode } from "react";
import { codeWords, type Dispute, stateWords } from "./dispute-words.ts";

const COLUMNS: Column<Dispute>[] = [
  {
    key: "who",
    header: "Customer",
    phone: "title",
    cell: ({ workspaceName }) => workspaceName,
  },
  {
    key: "state",
    header: "State",
    cell: ({ state, isInquiry }) => (
      <span className="flex flex-col max-sm:items-end">
        <StatusDot tone={stateWords(state).tone}>{stateWords(state).word}</StatusDot>
        {isInquiry ? <span className="text-ink-faint text-sm">question of the bank</span> : null}
      </span>
    ),
  },
  { key: "reason", header: "Reason", cell: ({ reason }) => codeWords(reason) },
  {
    key: "amount",
    header: "Amount",
    align: "right",
    cell: ({ amountNano }) => <Money nano={amountNano} precision={2} />,
  },
  {
    key: "frozen",
    header: "Frozen or taken",
    align: "right",
    cell: (dispute) => <Legs dispute={dispute} />,
  },
  {
    key: "due",
    header: "Answer by",
    cell: ({ state, dueAt }) => (state === "needs_response" && dueAt ? <Timestamp at={dueAt} show="date" /> : "–"),
  },
  { key: "opened", header: "Opened", cell: ({ openedAt }) => <Timestamp at={openedAt} show="date" /> },
];

/** Who waits for the outcome, or who bore it. */
function Legs({ dispute: { frozenCustomerNano, frozenBuildersNano, loss, state } }: { dispute: Dispute }) {
  if (state === "won") return <span className="text-ink-faint">released</span>;
  const lines: [string, bigint][] = loss
    ? [
        ["customer", loss.customerNano],
        ["builders", loss.buildersNano],
        ["platform", loss.platformNano],
      ]
    : [
        ["customer", frozenCustomerNano],
        ["builders", frozenBuildersNano],
      ];
  const shown = lines.filter(([, nano]) => nano !== 0n);
  if (shown.length === 0) return <span className="text-ink-faint">nothing</span>;
  return (
    <span className="flex flex-col items-end text-sm">
      {shown.map(([who, nano]) => (
        <span key={who} className="whitespace-nowrap">
          <span className="text-ink-muted">{who}</span> <Money nano={nano} precision={2} />
        </span>
      ))}
    </span>
  );
}

type Props = { disputes: readonly Dispute[]; footer?: ReactNode; isNarrowed: boolean };

export function DisputesTable({ disputes, footer, isNarrowed }: Props) {
  return (
    <DataTable
      label="Disputes"
      rows={disputes}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/finance/disputes/${id}`}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={Gavel} title={isNarrowed ? "No dispute is like this" : "No disputes"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "When a cardholder contests a payment at their bank, it appears here with the day until which the bank wants an answer."}
        </EmptyState>
      }
    />
  );
}
