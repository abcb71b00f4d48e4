import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { EVENT_STATES, EVENT_TABS } from "../../../../processor-events/event-words.ts";
import { EventsTable } from "../../../../processor-events/events-table.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Processor events" };

const HERE = "/operator/events";

export default async function ProcessorEvents({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, EVENT_STATES);
  const { operator } = await api();
  const { events, nextCursor, failed } = await orNotFound(
    operator.stripeEvents({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Processor events"
        lead="What the payment processor tells us. Each event has its effect once, however often and in whatever order it comes."
        actions={
          events.length > 0 ? (
            <CsvLink href={listHref("/api/exports/stripe-events", { ...query, after: null })} />
          ) : undefined
        }
      />
      <StateTabs path={HERE} query={query} states={EVENT_TABS} counts={{ failed }} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter events"
        searchHint="Any id, type or effect"
        fromLabel="Received from"
      />
      <EventsTable
        events={events}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
