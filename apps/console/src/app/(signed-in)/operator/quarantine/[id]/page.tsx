import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CodeBlock } from "@tollgate/ui/code-block";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { usageName } from "../../../../../calls/usage-names.ts";
import { Decisions } from "../../../../../quarantine/decisions.tsx";
import { EndsTable } from "../../../../../quarantine/ends-table.tsx";
import { PriceForm } from "../../../../../quarantine/price-form.tsx";
import { detailWords, reasonWords, resolutionWords } from "../../../../../quarantine/quarantine-words.ts";
import { QuarantinedWorkspace } from "../../../../../quarantine/quarantined-workspace.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Quarantined call" };

type Event = Outputs["operator"]["quarantined"];

export default async function QuarantinedCall({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { operator }] = await Promise.all([params, api()]);
  const event = await orNotFound(operator.quarantined({ id }));
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Quarantine", href: "/operator/quarantine" }]} />}
        title={reasonWords(event.reason)}
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={event.resolution ? "neutral" : "caution"}>
              {event.resolution ? "Resolved" : "Open"}
            </StatusDot>
          </span>
        }
        lead={event.wrong}
      />
      <p className="-mt-4 mb-6 flex items-center gap-1 text-ink-faint sm:-mt-6">
        <code className="min-w-0 truncate font-mono text-sm">{event.generationId}</code>
        <CopyButton text={event.generationId} label="Copy the call’s id" />
      </p>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          {event.resolution ? <Resolution resolution={event.resolution} /> : <Decide event={event} />}
          {event.told ? <EndsTable event={event} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {event.resolution === null && event.price
            ? event.unpriced.map(({ bucket, units }) => (
                <Card key={bucket}>
                  <CardHeader
                    title="A price is missing"
                    hint="It is bound to this price version for good, adds to it and changes nothing that was agreed."
                  />
                  <CardBody>
                    <PriceForm priceVersionId={event.price?.id ?? ""} bucket={bucket} units={units} />
                  </CardBody>
                </Card>
              ))
            : null}
          <Pinned event={event} />
        </div>
      </div>
      <CodeBlock className="mt-5" samples={[{ label: "Event as it came", code: event.event }]} />
    </>
  );
}

function Decide({ event }: { event: Event }) {
  return (
    <Card>
      <CardHeader title="What to do" hint={event.remedy} />
      <CardBody>
        <div className="flex flex-col gap-4">
          {event.now.obstacle === event.detail ? null : (
            <p className="break-words text-ink-muted">{detailWords(event.detail)}</p>
          )}
          {event.now.obstacle ? <Notice tone="caution">It cannot be settled yet: {event.now.obstacle}.</Notice> : null}
          <Decisions event={event} />
        </div>
      </CardBody>
    </Card>
  );
}

function Resolution({ resolution }: { resolution: NonNullable<Event["resolution"]> }) {
  return (
    <Card>
      <CardHeader title={resolutionWords(resolution.how)} hint="A decision is final and kept for good." />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Reason", value: <span className="break-words">{resolution.reason}</span> },
            { label: "By", value: resolution.by ?? "the platform" },
            { label: "When", value: <Timestamp at={resolution.at} show="exact" /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Pinned({ event }: { event: Event }) {
  const prices = Object.entries(event.price?.prices ?? {});
  return (
    <Card>
      <CardHeader title="Pinned versions" hint="As they stand now, with prices that were supplied afterwards." />
      <CardBody>
        <KeyValueList
          look="ledger"
          items={[
            { label: "Since", value: <Timestamp at={event.createdAt} show="exact" /> },
            { label: "Workspace", value: <QuarantinedWorkspace of={event} /> },
            {
              label: "Price version",
              value: <code className="break-all font-mono text-xs">{event.price?.id ?? "none"}</code>,
            },
            ...prices.map(([bucket, price]) => ({
              label: usageName(bucket),
              value: `${formatMoney(price ?? 0n, "exact")} / M`,
            })),
            { label: "Platform fee", value: event.fee ? formatBasisPoints(event.fee.basisPoints) : "unknown" },
            {
              label: "Margin version",
              value: <code className="break-all font-mono text-xs">{event.marginId ?? "none"}</code>,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
