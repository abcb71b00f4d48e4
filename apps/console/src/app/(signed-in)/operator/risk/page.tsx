import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { RiskTable } from "../../../../risk/risk-table.tsx";
import { RISK_STATES, RISK_TABS } from "../../../../risk/risk-words.ts";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Risk" };

const HERE = "/operator/risk";

export default async function Risk({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, RISK_STATES);
  const { operator } = await api();
  const { cases, nextCursor, counts } = await orNotFound(
    operator.riskCases({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Risk"
        lead="Payments that a card’s issuer or a bank finds suspicious. Look before it becomes a dispute."
        actions={
          cases.length > 0 ? (
            <CsvLink href={listHref("/api/exports/risk-cases", { ...query, after: null })} />
          ) : undefined
        }
      />
      <StateTabs path={HERE} query={query} states={RISK_TABS} counts={counts} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter cases"
        searchHint="Case, payment or customer"
        fromLabel="Opened from"
      />
      <RiskTable
        cases={cases}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
