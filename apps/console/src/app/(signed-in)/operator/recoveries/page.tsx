import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { RecoveryTable } from "../../../../recovery/recovery-table.tsx";
import { RECOVERY_STATES, RECOVERY_TABS } from "../../../../recovery/recovery-words.ts";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { ListFilters } from "../../../../staff-lists/list-filters.tsx";
import { hasPages, ListPages } from "../../../../staff-lists/list-pages.tsx";
import { type ListParams, listHref, readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";
import { StateTabs } from "../../../../staff-lists/state-tabs.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Lost authenticators" };

const HERE = "/operator/recoveries";

export default async function Recoveries({ searchParams }: { searchParams: Promise<ListParams> }) {
  const query = readListQuery(await searchParams, RECOVERY_STATES);
  const { operator } = await api();
  const { recoveries, nextCursor, counts } = await orNotFound(
    operator.recoveries({ ...toListFilter(query), cursor: query.after }),
  );
  return (
    <>
      <PageHeader
        title="Lost authenticators"
        lead="People who cannot give their second factor any more. A second person decides, and it stands in the audit log."
        actions={
          recoveries.length > 0 ? (
            <CsvLink href={listHref("/api/exports/recoveries", { ...query, after: null })} />
          ) : undefined
        }
      />
      <StateTabs path={HERE} query={query} states={RECOVERY_TABS} counts={counts} />
      <ListFilters
        path={HERE}
        query={query}
        label="Filter requests"
        searchHint="Name or e-mail"
        fromLabel="Asked from"
      />
      <RecoveryTable
        recoveries={recoveries}
        isNarrowed={Boolean(query.state || query.search || query.from || query.to)}
        footer={
          hasPages({ query, nextCursor }) ? <ListPages path={HERE} query={query} nextCursor={nextCursor} /> : null
        }
      />
    </>
  );
}
