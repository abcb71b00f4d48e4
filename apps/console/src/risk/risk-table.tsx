import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { RiskActions } from "./risk-actions.tsx";
import { RISK_KIND, RISK_STATE, type RiskCase } from "./risk-words.ts";

const COLUMNS: Column<RiskCase>[] = [
  {
    key: "who",
    header: "Customer",
    phone: "title",
    cell: ({ workspaceName, paymentId }) => (
      <span className="block min-w-0">
        <span className="block font-medium">{workspaceName}</span>
        <code className="block truncate font-mono font-normal text-ink-faint text-xs">{paymentId}</code>
      </span>
    ),
  },
  {
    key: "what",
    header: "What",
    cell: ({ kind, detail }) => (
      <span className="block max-w-72 min-w-0 max-sm:text-right">
        <span className="block">{RISK_KIND[kind]}</span>
        <span className="block break-words text-ink-muted text-sm">{detail}</span>
      </span>
    ),
  },
  {
    key: "amount",
    header: "Payment",
    align: "right",
    cell: ({ amountNano }) => <Money nano={amountNano} precision={2} />,
  },
  {
    key: "state",
    header: "State",
    cell: (one) => (
      <span className="flex flex-col max-sm:items-end">
        <StatusDot tone={RISK_STATE[one.state].tone}>{RISK_STATE[one.state].word}</StatusDot>
        {one.frozenNano > 0n ? (
          <span className="text-ink-muted text-sm">
            <Money nano={one.frozenNano} precision={2} /> set aside
          </span>
        ) : null}
        {one.closedAt ? (
          <span className="text-ink-muted text-sm">
            {one.closedBy ?? "somebody"}, <Timestamp at={one.closedAt} />
          </span>
        ) : null}
        {one.note ? <span className="max-w-56 break-words text-ink-muted text-sm">{one.note}</span> : null}
      </span>
    ),
  },
  { key: "opened", header: "Since", cell: ({ openedAt }) => <Timestamp at={openedAt} /> },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    cell: (one) => (one.state === "closed" ? null : <RiskActions one={one} />),
  },
];

type Props = { cases: readonly RiskCase[]; footer?: ReactNode; isNarrowed: boolean };

export function RiskTable({ cases, footer, isNarrowed }: Props) {
  return (
    <DataTable
      label="Cases"
      rows={cases}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={ShieldCheck} title={isNarrowed ? "No case is like this" : "Nothing is suspicious"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "When a card’s issuer warns of fraud or a bank asks about a payment, it waits here for somebody to look."}
        </EmptyState>
      }
    />
  );
}
