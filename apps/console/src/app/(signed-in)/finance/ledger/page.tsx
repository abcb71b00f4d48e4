import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { isAccountType } from "../../../../finance/account-names.ts";
import { EntriesTable } from "../../../../ledger/entries-table.tsx";
import { EntryFilters } from "../../../../ledger/entry-filters.tsx";
import { type EntryParams, entriesHref, readEntryQuery } from "../../../../ledger/entry-query.ts";
import { FindForm } from "../../../../ledger/find-form.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Ledger" };

type Props = { searchParams: Promise<EntryParams & { cursor?: string; missing?: string }> };

export default async function Ledger({ searchParams }: Props) {
  const params = await searchParams;
  const query = readEntryQuery(params);
  const cursor = params.cursor ?? null;
  const { ledger, finance } = await api();
  const [page, balance] = await Promise.all([
    orNotFound(ledger.entries({ ...query, types: [...query.types], kinds: [...query.kinds], cursor })),
    finance.trialBalance(),
  ]);
  return (
    <>
      <PageHeader
        title="Ledger"
        lead="Every entry there is, newest first. An entry belongs to a journal, and a journal to what it was booked for."
        actions={
          page.entries.length > 0 ? <CsvLink href={entriesHref(query, null, "/api/exports/entries")} /> : undefined
        }
      />
      <div className="flex flex-col gap-6">
        <FindForm missing={params.missing} />
        <EntryFilters query={query} types={balance.lines.map(({ type }) => type).filter(isAccountType)} />
        <EntriesTable page={page} query={query} cursor={cursor} />
      </div>
    </>
  );
}
