import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { EVENT_STATE, type EventLine, effectWords } from "./event-words.ts";
import { RetryEvent } from "./retry-event.tsx";

const COLUMNS: Column<EventLine>[] = [
  {
    key: "type",
    header: "Event",
    phone: "title",
    cell: ({ id, type }) => (
      <span className="block min-w-0">
        <Link href={`/operator/events/${id}`} className="break-all font-medium underline-offset-4 hover:underline">
          {type}
        </Link>
        <code className="block truncate font-mono font-normal text-ink-faint text-xs">{id}</code>
      </span>
    ),
  },
  {
    key: "state",
    header: "State",
    cell: ({ state }) => <StatusDot tone={EVENT_STATE[state].tone}>{EVENT_STATE[state].word}</StatusDot>,
  },
  {
    key: "effect",
    header: "Effect",
    cell: (event) => (
      <span className="block max-w-96 min-w-0 break-words max-sm:text-right">
        {effectWords(event)}
        {event.attempts > 1 ? <span className="text-ink-faint"> · tried {event.attempts} times</span> : null}
      </span>
    ),
  },
  { key: "received", header: "Received", cell: ({ receivedAt }) => <Timestamp at={receivedAt} /> },
  {
    key: "act",
    header: <span className="sr-only">Act</span>,
    phone: "actions",
    cell: ({ id, state }) => (state === "failed" ? <RetryEvent eventId={id} /> : null),
  },
];

type Props = { events: readonly EventLine[]; footer?: ReactNode; isNarrowed: boolean };

export function EventsTable({ events, footer, isNarrowed }: Props) {
  return (
    <DataTable
      label="Processor events"
      rows={events}
      rowKey={({ id }) => id}
      columns={COLUMNS}
      footer={footer}
      empty={
        <EmptyState icon={Inbox} title={isNarrowed ? "No event is like this" : "No events yet"}>
          {isNarrowed
            ? "Take a filter away to see more."
            : "What the payment processor tells us of payments, refunds, disputes and payouts arrives here."}
        </EmptyState>
      }
    />
  );
}
