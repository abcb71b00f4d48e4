import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { FindPayment } from "../../../../refunds/find-payment.tsx";
import { REFUND_STATES, REFUND_TABS } from "../../../../refunds/refund-words.ts";
import { RefundsTable } from "../../../../refunds/refunds-table.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Refunds" };

const HERE = "/finance/refunds";

export default async function Refunds({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, REFUND_STATES);
  const { finance } = await api();
  const { refunds, nextCursor, counts } = await orNotFound(
    finance.refunds({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Refunds"
        lead="Unspent credit on its way back to cards. One that fails gives the customer their credit back."
        actions={
          <>
            <FindPayment />
            {refunds.length > 0 ? <CsvLink href={listHref("/api/exports/refunds", { ...query, after: null })} /> : null}
          </>
        }
      />
      <StateTabs path={HERE} query={query} states={REFUND_TABS} counts={counts} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter refunds"
        searchHint="Refund, payment or customer"
        fromLabel="Asked from"
      />
      <RefundsTable
        refunds={refunds}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
