import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { AnswerDispute } from "../../../../../disputes/answer-dispute.tsx";
import { codeWords, disputeSentence, stateWords } from "../../../../../disputes/dispute-words.ts";
import { EvidenceCard } from "../../../../../disputes/evidence-card.tsx";
import { Journals } from "../../../../../disputes/journals.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { CopiedId } from "../../../../../staff-lists/copied-id.tsx";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Dispute" };

export default async function DisputePage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { finance }] = await Promise.all([params, api()]);
  const detail = await orNotFound(finance.dispute({ disputeId: id }));
  const { dispute, journals } = detail;
  const { tone, word } = stateWords(dispute.state);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Disputes", href: "/finance/disputes" }]} />}
        title={
          <span>
            <Money nano={dispute.amountNano} precision={2} /> by {dispute.workspaceName}
          </span>
        }
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead={disputeSentence(dispute)}
        actions={
          dispute.state === "needs_response" ? (
            <AnswerDispute disputeId={dispute.id} isInquiry={dispute.isInquiry} />
          ) : undefined
        }
      />
      <div className="flex flex-col gap-8">
        <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2">
          <div className="flex flex-col gap-5">
            <FactsCard detail={detail} />
            <MoneyCard detail={detail} />
          </div>
          <EvidenceCard detail={detail} />
        </div>
        <Section title="What it booked" hint="Every journal of this dispute.">
          <Journals journals={journals} />
        </Section>
      </div>
    </>
  );
}

type Detail = Outputs["finance"]["dispute"];

function FactsCard({ detail: { dispute, payment } }: { detail: Detail }) {
  const { reason, openedAt, dueAt, answeredAt, closedAt } = dispute;
  const moment = (label: string, at: Date | null) => (at ? [{ label, value: <Timestamp at={at} show="exact" /> }] : []);
  return (
    <Card>
      <CardHeader title="What is contested" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Reason", value: codeWords(reason) },
            { label: "Dispute", value: <CopiedId id={dispute.id} what="the dispute’s id" /> },
            {
              label: "Payment",
              value: (
                <>
                  <Link
                    href={`/finance/payments/${payment.id}`}
                    className="block break-all font-mono text-accent-text text-sm underline-offset-4 hover:underline"
                  >
                    {payment.id}
                  </Link>
                  <Money nano={payment.amountNano} precision={2} />
                  {payment.paidAt ? (
                    <>
                      , paid <Timestamp at={payment.paidAt} show="date" />
                    </>
                  ) : null}
                </>
              ),
            },
            {
              label: "Customer",
              value: (
                <Link
                  href={`/finance/ledger?owner=${dispute.workspaceId}`}
                  className="text-accent-text underline-offset-4 hover:underline"
                >
                  {dispute.workspaceName}
                </Link>
              ),
            },
            ...moment("Opened", openedAt),
            ...(dispute.state === "needs_response" ? moment("Answer by", dueAt) : []),
            ...moment("Answered", answeredAt),
            ...moment("Decided", closedAt),
          ]}
        />
      </CardBody>
    </Card>
  );
}

function MoneyCard({ detail: { dispute, builders } }: { detail: Detail }) {
  if (dispute.isInquiry) return null;
  const { loss, state } = dispute;
  const money = (nano: bigint) => <Money nano={nano} precision={2} />;
  const frozen = [
    { label: "Customer’s credit", value: money(dispute.frozenCustomerNano) },
    ...builders.map(({ name, amountNano }) => ({ label: `${name}, unpaid fees`, value: money(amountNano) })),
  ];
  const taken = loss
    ? [
        { label: "Customer’s credit paid", value: money(loss.customerNano) },
        { label: "Builders’ unpaid fees paid", value: money(loss.buildersNano) },
        { label: "The platform paid", value: money(loss.platformNano), strong: true },
      ]
    : [];
  return (
    <Card>
      <CardHeader
        title={loss ? "Frozen, then taken" : state === "won" ? "Frozen, then released" : "Frozen until the outcome"}
        hint="Providers keep their pay for what they served."
      />
      <CardBody>
        <KeyValueList
          look="ledger"
          items={[...frozen, ...taken, { label: "Processor’s fee, spent either way", value: money(dispute.feeNano) }]}
        />
      </CardBody>
    </Card>
  );
}
