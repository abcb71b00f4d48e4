import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import { outcomeWords } from "../calls/outcomes.ts";
import { orNotFound } from "../server/or-not-found.ts";
import { viewer } from "../server/viewer.ts";
import { api } from "../trpc/server.tsx";
import { CorrectionsTable } from "./corrections-table.tsx";
import { RefundThisCall } from "./refund-this-call.tsx";

type Props = { callId: string; desk: "finance" | "operator" };

/** A call as those see it who may refund it: who paid and earned, and what is left of it. Finance also sees what was asked for before. */
export async function StaffCallScreen({ callId, desk }: Props) {
  const [{ finance }, person] = await Promise.all([api(), viewer()]);
  const [call, before] = await Promise.all([
    orNotFound(finance.previewRefund({ callId })),
    desk === "finance" ? finance.corrections({ callId }) : null,
  ]);
  const { word, tone, sentence } = outcomeWords(call.outcome);
  return (
    <>
      <PageHeader
        breadcrumbs={desk === "finance" ? <Breadcrumbs crumbs={[{ label: "Finance", href: "/finance" }]} /> : undefined}
        title={<span className="break-all">{call.modelId}</span>}
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead={sentence}
        actions={<RefundThisCall call={call} />}
      />
      <p className="-mt-4 mb-6 flex items-center gap-1 text-ink-faint sm:-mt-6">
        <code className="min-w-0 truncate font-mono text-sm">{call.callId}</code>
        <CopyButton text={call.callId} label="Copy the call’s id" />
      </p>
      <div className="flex flex-col gap-8">
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <ChargedCard call={call} />
          <PartiesCard call={call} journalHref={desk === "finance" ? `/finance/ledger/${call.journalId}` : undefined} />
        </div>
        {before && before.lines.length > 0 ? (
          <Section title="Refunds of this call" hint="What was asked for before, and what became of it.">
            <CorrectionsTable lines={before.lines} viewerId={person.user.id} />
          </Section>
        ) : null}
      </div>
    </>
  );
}

type Call = Parameters<typeof RefundThisCall>[0]["call"];

function ChargedCard({ call: { charged, left, leftNano } }: { call: Call }) {
  const money = (nano: bigint) => <Money nano={nano} precision={9} />;
  const refunded = charged.chargeNano - leftNano;
  return (
    <Card>
      <CardHeader title="Charge" hint="Every leg as it was settled, and what refunds left of it." />
      <CardBody>
        <KeyValueList
          look="ledger"
          items={[
            { label: "Provider", value: money(charged.costNano) },
            { label: "Platform fee", value: money(charged.feeNano) },
            { label: "Margin", value: money(charged.surchargeNano) },
            { label: "Charged", value: money(charged.chargeNano), strong: true },
            ...(refunded > 0n ? [{ label: "Refunded", value: money(-refunded) }] : []),
            ...(refunded > 0n && left.costNano > 0n
              ? [{ label: "Left of the provider’s leg", value: money(left.costNano) }]
              : []),
            { label: "Left to refund", value: money(leftNano), strong: true },
          ]}
        />
      </CardBody>
    </Card>
  );
}

/** @param journalHref where the journal is read, for whom may. */
function PartiesCard({ call, journalHref }: { call: Call; journalHref: string | undefined }) {
  return (
    <Card>
      <CardHeader title="Who and when" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "When", value: <Timestamp at={call.at} show="exact" /> },
            { label: "Customer", value: call.workspace.name },
            { label: "Provider", value: call.provider?.name ?? "None" },
            { label: "Builder", value: call.builder?.name ?? "No app" },
            {
              label: "Journal",
              value: call.journalId ? (
                <span className="flex min-w-0 items-center gap-1">
                  <code className="min-w-0 truncate font-mono text-xs">
                    {journalHref ? (
                      <Link href={journalHref} className="rounded-xs text-accent-text hover:underline">
                        {call.journalId}
                      </Link>
                    ) : (
                      call.journalId
                    )}
                  </code>
                  <CopyButton text={call.journalId} label="Copy the journal’s id" />
                </span>
              ) : (
                "Nothing was charged"
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
