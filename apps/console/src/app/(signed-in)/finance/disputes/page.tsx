import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { DISPUTE_STATES, DISPUTE_TABS } from "../../../../disputes/dispute-words.ts";
import { DisputesTable } from "../../../../disputes/disputes-table.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Disputes" };

const HERE = "/finance/disputes";

export default async function Disputes({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, DISPUTE_STATES);
  const { finance } = await api();
  const { disputes, nextCursor, counts } = await orNotFound(
    finance.disputes({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Disputes"
        lead="Payments that cardholders contest, and questions of banks. The bank decides on what it is sent in time."
        actions={
          disputes.length > 0 ? (
            <CsvLink href={listHref("/api/exports/disputes", { ...query, after: null })} />
          ) : undefined
        }
      />
      <StateTabs path={HERE} query={query} states={DISPUTE_TABS} counts={counts} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter disputes"
        searchHint="Dispute, payment or customer"
        fromLabel="Opened from"
      />
      <DisputesTable
        disputes={disputes}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
