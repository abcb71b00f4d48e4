import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { PAYEE_STATES, PAYEE_TABS } from "../../../../payees/payee-words.ts";
import { PayeesTable } from "../../../../payees/payees-table.tsx";
import { TaxFormRule } from "../../../../payees/tax-form-rule.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Payees" };

const HERE = "/finance/payees";

export default async function Payees({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, PAYEE_STATES);
  const { finance } = await api();
  const { payees, nextCursor, counts, taxFormFromNano } = await orNotFound(
    finance.payees({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Payees"
        lead="Everybody who is paid, and what stands between them and their money."
        actions={
          <>
            <TaxFormRule fromNano={taxFormFromNano} />
            {payees.length > 0 ? <CsvLink href={listHref("/api/exports/payees", { ...query, after: null })} /> : null}
          </>
        }
      />
      <StateTabs path={HERE} query={query} states={PAYEE_TABS} counts={counts} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter payees"
        searchHint="Payee, or their account at the processor"
        fromLabel="Set up from"
      />
      <PayeesTable
        payees={payees}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
