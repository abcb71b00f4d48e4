import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { codeWords } from "../disputes/dispute-words.ts";
import { type Refund, refundStateWords, whoAsked } from "./refund-words.ts";
import { RetryRefund } from "./retry-refund.tsx";

const LINK = "text-accent-text underline-offset-4 hover:underline";

const COLUMNS: Column<Refund>[] = [
  {
    key: "who",
    header: "Customer",
    phone: "title",
    cell: ({ workspaceName, paymentId }) => (
      <Link href={`/finance/payments/${paymentId}`} className="font-medium underline-offset-4 hover:underline">
        {workspaceName}
      </Link>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    align: "right",
    cell: ({ amountNano }) => <Money nano={amountNano} precision={2} />,
  },
  { key: "state", header: "State", cell: (refund) => <State refund={refund} /> },
  { key: "why", header: "Asked by", cell: (refund) => <Why refund={refund} /> },
  { key: "when", header: "Asked", cell: ({ createdAt }) => <Timestamp at={createdAt} /> },
  { key: "journals", header: "Journals", cell: (refund) => <JournalLinks refund={refund} /> },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    cell: (refund) => (refund.state === "failed" && !refund.retriedBy ? <RetryRefund refund={refund} /> : null),
  },
];

function State({ refund: { state, failureReason, retriedBy, retryOf } }: { refund: Refund }) {
  const { tone, word } = refundStateWords(state);
  return (
    <span className="flex flex-col items-start max-sm:items-end">
      <StatusDot tone={tone}>{word}</StatusDot>
      {failureReason ? <span className="text-ink-muted text-sm">{codeWords(failureReason)}</span> : null}
      {retriedBy ? <span className="text-ink-faint text-sm">tried again</span> : null}
      {retryOf ? <span className="text-ink-faint text-sm">another try</span> : null}
    </span>
  );
}

function Why({ refund }: { refund: Refund }) {
  return (
    <span className="block max-w-56 min-w-0 max-sm:text-right">
      <span className="block break-words">{whoAsked(refund)}</span>
      {refund.note ? <span className="block break-words text-ink-muted text-sm">{refund.note}</span> : null}
    </span>
  );
}

function JournalLinks({ refund: { journalId, reversalJournalId } }: { refund: Refund }) {
  if (!journalId) return <span className="text-ink-faint">nothing booked</span>;
  return (
    <span className="flex flex-col text-sm max-sm:items-end">
      <Link href={`/finance/ledger/${journalId}`} className={LINK}>
        credit taken
      </Link>
      {reversalJournalId ? (
        <Link href={`/finance/ledger/${reversalJournalId}`} className={LINK}>
          credit returned
        </Link>
      ) : null}
    </span>
  );
}

type Props = { refunds: readonly Refund[]; footer?: ReactNode; isNarrowed?: boolean };

export function RefundsTable({ refunds, footer, isNarrowed = false }: Props) {
  return (
    <DataTable
      label="Refunds"
      rows={refunds}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={Undo2} title={isNarrowed ? "No refund is like this" : "No refunds"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "Credit that customers take back, or that finance gives back, appears here with how it stands at the bank."}
        </EmptyState>
      }
    />
  );
}
