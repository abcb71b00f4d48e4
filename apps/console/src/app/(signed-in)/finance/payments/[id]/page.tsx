import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { codeWords } from "../../../../../disputes/dispute-words.ts";
import { DisputesTable } from "../../../../../disputes/disputes-table.tsx";
import { Journals } from "../../../../../disputes/journals.tsx";
import { RefundMeasure } from "../../../../../refunds/refund-measure.tsx";
import { RefundPurchase } from "../../../../../refunds/refund-purchase.tsx";
import { obstacleSentence } from "../../../../../refunds/refund-words.ts";
import { RefundsTable } from "../../../../../refunds/refunds-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { CopiedId } from "../../../../../staff-lists/copied-id.tsx";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Payment" };

const STATUS = {
  succeeded: { tone: "positive", word: "Paid" },
  open: { tone: "neutral", word: "Not paid" },
  expired: { tone: "neutral", word: "Expired" },
  failed: { tone: "critical", word: "Failed" },
} as const;

const KIND: Readonly<Record<string, string>> = {
  checkout: "on the processor’s page",
  saved_card: "with a saved card",
  automatic: "automatically",
};

export default async function PaymentPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { finance }] = await Promise.all([params, api()]);
  const payment = await orNotFound(finance.payment({ paymentId: id }));
  const { measure, workspaceName, status, refunds, disputes } = payment;
  const { tone, word } = STATUS[status];
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Refunds", href: "/finance/refunds" }]} />}
        title={
          <span>
            <Money nano={measure.amountNano} precision={2} /> by {workspaceName}
          </span>
        }
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead="A purchase of credit, and what became of it."
        actions={<RefundPurchase measure={measure} workspaceName={workspaceName} />}
      />
      <div className="flex flex-col gap-8">
        {measure.obstacle ? <Notice>{obstacleSentence(measure.obstacle)}</Notice> : null}
        <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2">
          <FactsCard payment={payment} />
          <Card>
            <CardHeader
              title="What can be given back"
              hint="The least of the payment, bought credit and free credit."
            />
            <CardBody>
              <RefundMeasure measure={measure} />
            </CardBody>
          </Card>
        </div>
        {refunds.length > 0 ? (
          <Section title="Refunds">
            <RefundsTable refunds={refunds} />
          </Section>
        ) : null}
        {disputes.length > 0 ? (
          <Section title="Disputes">
            <DisputesTable disputes={disputes} isNarrowed={false} />
          </Section>
        ) : null}
        <Section title="What it booked" hint="The purchase and its refunds. Disputes show theirs.">
          <Journals journals={payment.journals} />
        </Section>
      </div>
    </>
  );
}

function FactsCard({ payment }: { payment: Outputs["finance"]["payment"] }) {
  const { createdAt, completedAt, failureCode, paymentIntentId, invoiceNumber } = payment;
  return (
    <Card>
      <CardHeader title="Who, when and how" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Payment", value: <CopiedId id={payment.id} what="the payment’s id" /> },
            ...(paymentIntentId
              ? [{ label: "At the processor", value: <CopiedId id={paymentIntentId} what="the processor’s id" /> }]
              : []),
            {
              label: "Customer",
              value: (
                <Link
                  href={`/finance/ledger?owner=${payment.workspaceId}`}
                  className="text-accent-text underline-offset-4 hover:underline"
                >
                  {payment.workspaceName}
                </Link>
              ),
            },
            { label: "Buyer", value: <span className="break-words">{payment.buyer}</span> },
            { label: "How", value: KIND[payment.kind] ?? payment.kind },
            { label: "Begun", value: <Timestamp at={createdAt} show="exact" /> },
            ...(completedAt ? [{ label: "Ended", value: <Timestamp at={completedAt} show="exact" /> }] : []),
            ...(failureCode ? [{ label: "Why it failed", value: codeWords(failureCode) }] : []),
            ...(invoiceNumber === null ? [] : [{ label: "Invoice", value: invoiceNumber }]),
          ]}
        />
      </CardBody>
    </Card>
  );
}
