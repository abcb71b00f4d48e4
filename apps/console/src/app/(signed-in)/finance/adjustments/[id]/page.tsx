import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import type { Metadata } from "next";
import {
  CORRECTION_STATE,
  type Correction,
  correctionWords,
  Deed,
} from "../../../../../corrections/corrections-table.tsx";
import { Decide } from "../../../../../corrections/decide.tsx";
import { LegsTable } from "../../../../../corrections/legs-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { viewer } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Adjustment" };

const LEGS = {
  requested: {
    title: "What it would book",
    hint: "Computed now; nothing is booked before another person approves it.",
  },
  posted: { title: "What it booked", hint: "One journal, which stays in the books." },
  rejected: { title: "What it booked", hint: "Nothing: the request was rejected." },
} as const;

export default async function AdjustmentPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { finance }, person] = await Promise.all([params, api(), viewer()]);
  const { correction, legs } = await orNotFound(finance.correction({ correctionId: id }));
  const { tone, word } = CORRECTION_STATE[correction.status];
  const words = LEGS[correction.status];
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Adjustments", href: "/finance/adjustments" }]} />}
        title={
          <>
            <Money nano={correction.amountNano} precision="exact" /> for {correction.ownerName}
          </>
        }
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead={correctionWords(correction)}
        actions={
          correction.status === "requested" ? (
            <Decide line={correction} isOwn={correction.requestedById === person.user.id} />
          ) : undefined
        }
      />
      <div className="flex flex-col gap-8">
        <FactsCard correction={correction} />
        <Section title={words.title} hint={words.hint}>
          {legs.length > 0 ? <LegsTable label={words.title} legs={legs} /> : null}
          {legs.length === 0 && correction.status === "requested" ? (
            <p className="text-ink-muted">Less is left of the call by now: it can only be rejected.</p>
          ) : null}
        </Section>
      </div>
    </>
  );
}

function FactsCard({ correction }: { correction: Correction }) {
  const { reason, requestedBy, requestedAt, decidedBy, decidedAt, decisionNote, callId, paymentId, journalId } =
    correction;
  const decided = decidedAt ? [{ label: "Decided", value: <Deed who={decidedBy ?? "unknown"} at={decidedAt} /> }] : [];
  return (
    <Card>
      <CardHeader title="Why, and who" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Reason", value: <span className="break-words">{reason}</span> },
            { label: "Asked", value: <Deed who={requestedBy} at={requestedAt} /> },
            ...decided,
            ...(decisionNote ? [{ label: "Note", value: <span className="break-words">{decisionNote}</span> }] : []),
            ...(callId ? [{ label: "Call", value: <IdLink href={`/finance/calls/${callId}`} id={callId} /> }] : []),
            ...(paymentId ? [{ label: "Payment", value: <Id text={paymentId} label="Copy the payment’s id" /> }] : []),
            ...(journalId
              ? [{ label: "Journal", value: <IdLink href={`/finance/ledger/${journalId}`} id={journalId} /> }]
              : []),
            { label: "Takes", value: correction.needsSecond ? "Two people of finance" : "One person" },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function IdLink({ href, id }: { href: string; id: string }) {
  return (
    <Link href={href} className="break-all font-mono text-accent-text text-sm underline-offset-4 hover:underline">
      {id}
    </Link>
  );
}

function Id({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="truncate font-mono text-sm">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
