import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CodeBlock } from "@tollgate/ui/code-block";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { EVENT_STATE, effectWords } from "../../../../../processor-events/event-words.ts";
import { RetryEvent } from "../../../../../processor-events/retry-event.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { CopiedId } from "../../../../../staff-lists/copied-id.tsx";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Processor event" };

export default async function ProcessorEvent({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { operator }] = await Promise.all([params, api()]);
  const event = await orNotFound(operator.stripeEvent({ eventId: id }));
  const { tone, word, sentence } = EVENT_STATE[event.state];
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Processor events", href: "/operator/events" }]} />}
        title={<span className="break-all">{event.type}</span>}
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead={sentence}
        actions={event.state === "failed" ? <RetryEvent eventId={event.id} /> : undefined}
      />
      <div className="flex flex-col gap-8">
        <Card>
          <CardHeader title="What happened" />
          <CardBody>
            <KeyValueList
              items={[
                { label: "Event", value: <CopiedId id={event.id} what="the event’s id" /> },
                {
                  label: event.state === "failed" ? "What went wrong" : "Effect",
                  value: <span className="break-words">{effectWords(event)}</span>,
                },
                { label: "Received", value: <Timestamp at={event.receivedAt} show="exact" /> },
                ...(event.attempts > 1
                  ? [
                      { label: "Tried", value: `${event.attempts} times` },
                      { label: "Last", value: <Timestamp at={event.at} show="exact" /> },
                    ]
                  : []),
              ]}
            />
          </CardBody>
        </Card>
        <Section title="As it came" hint="Who pays, how to reach them, and secrets are not shown.">
          <CodeBlock samples={[{ label: "JSON", code: event.payload }]} />
        </Section>
      </div>
    </>
  );
}
