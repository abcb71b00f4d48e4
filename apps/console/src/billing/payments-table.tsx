import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { nanoOfCents } from "../finance/statement-lines.ts";
import { refundWords } from "../refunds/refund-words.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { cardName } from "./card-name.ts";
import { failureWords } from "./failure-words.ts";
import { RefundPayment } from "./refund-payment.tsx";

type Payment = Outputs["billing"]["payments"]["payments"][number];

const STATUS = {
  succeeded: { tone: "positive", word: "Paid" },
  open: { tone: "neutral", word: "Not paid" },
  expired: { tone: "neutral", word: "Expired" },
  failed: { tone: "critical", word: "Failed" },
} as const;

/** What became of the money afterwards, a line each. */
function Back({ payment: { refunds, disputedCents, isDisputeLost } }: { payment: Payment }) {
  if (refunds.length === 0 && disputedCents === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span className="flex flex-col text-sm max-sm:items-end">
      {refunds.map(({ id, status, amountCents }) => (
        <span key={id} className="whitespace-nowrap">
          <Money nano={nanoOfCents(BigInt(amountCents))} precision={2} />{" "}
          <span className="text-ink-muted">{refundWords(status).word}</span>
        </span>
      ))}
      {disputedCents > 0 ? (
        <span className="whitespace-nowrap">
          <Money nano={nanoOfCents(BigInt(disputedCents))} precision={2} />{" "}
          <span className="text-ink-muted">{isDisputeLost ? "given back by the bank" : "contested at the bank"}</span>
        </span>
      ) : null}
    </span>
  );
}

/** How it stands, why it failed, and the way on where it waits for somebody. */
function State({ payment, billingHref }: { payment: Payment; billingHref: string | null }) {
  const { status, failureCode, needsApproval } = payment;
  const { tone, word } = needsApproval ? ({ tone: "caution", word: "Waits for approval" } as const) : STATUS[status];
  return (
    <span className="flex flex-col max-sm:items-end">
      <StatusDot tone={tone}>{word}</StatusDot>
      {status === "failed" ? <span className="text-ink-muted text-sm">{failureWords(failureCode)}</span> : null}
      {needsApproval && billingHref ? (
        <Link
          href={`${billingHref}/confirm/${payment.id}`}
          className="text-accent-text text-sm underline underline-offset-3"
        >
          Approve or give up
        </Link>
      ) : null}
    </span>
  );
}

function How({ payment: { kind, card } }: { payment: Payment }) {
  return (
    <span className="flex flex-col max-sm:items-end">
      {card ? cardName(card) : "Stripe’s page"}
      {kind === "automatic" ? <span className="text-ink-muted text-sm">automatic top-up</span> : null}
    </span>
  );
}

const columnsOf = ({
  workspaceId,
  mayRefund,
  billingHref,
}: Pick<Props, "workspaceId" | "mayRefund" | "billingHref">): Column<Payment>[] => [
  { key: "when", header: "When", cell: (payment) => <Timestamp at={payment.createdAt} show="exact" />, phone: "title" },
  {
    key: "status",
    header: "State",
    cell: (payment) => <State payment={payment} billingHref={mayRefund ? billingHref : null} />,
  },
  { key: "how", header: "Paid with", cell: (payment) => <How payment={payment} /> },
  {
    key: "id",
    header: "Reference",
    cell: (payment) => <code className="font-mono text-ink-muted text-xs">{payment.id}</code>,
  },
  {
    key: "credit",
    header: "Credit",
    cell: (payment) => (
      <Money nano={payment.creditNano} precision={2} tone={payment.status === "succeeded" ? "plain" : "muted"} />
    ),
    align: "right",
  },
  { key: "back", header: "Given back", cell: (payment) => <Back payment={payment} /> },
  {
    key: "invoice",
    header: "Invoice",
    phone: "actions",
    cell: (payment) =>
      payment.status === "succeeded" ? (
        <span className="flex items-center justify-between gap-4">
          <a
            href={`/api/exports/invoices/${payment.id}?workspaceId=${workspaceId}`}
            download
            className="inline-flex items-center gap-1.5 underline underline-offset-3"
          >
            <FileText className="size-4" aria-hidden="true" /> PDF
          </a>
          {mayRefund && payment.refundableUntil ? (
            <RefundPayment workspaceId={workspaceId} paymentId={payment.id} />
          ) : null}
        </span>
      ) : null,
  },
];

type Props = {
  workspaceId: string;
  mayRefund: boolean;
  billingHref: string;
  payments: readonly Payment[];
  empty: ReactNode;
  footer?: ReactNode;
};

export function PaymentsTable({ workspaceId, mayRefund, billingHref, payments, empty, footer }: Props) {
  return (
    <DataTable
      label="Payments"
      rows={payments}
      rowKey={(payment) => payment.id}
      columns={columnsOf({ workspaceId, mayRefund, billingHref })}
      empty={empty}
      footer={footer}
    />
  );
}
