import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { formatMonth } from "@tollgate/ui/format/time";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import type { Metadata } from "next";
import { BookedCallsTable } from "../../../../../ledger/booked-calls-table.tsx";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Calls of a month" };

const HERE = "/finance/ledger/calls";

type Params = { month?: string; model?: string; builder?: string; provider?: string; day?: string; cursor?: string };

export default async function BookedCalls({ searchParams }: { searchParams: Promise<Params> }) {
  const { month = new Date().toISOString().slice(0, 7), model, builder, provider, day, cursor } = await searchParams;
  const { ledger } = await api();
  const { calls, nextCursor } = await orNotFound(
    ledger.calls({ month, modelId: model, builderWorkspaceId: builder, providerId: provider, day, cursor }),
  );
  const href = (path: string, next: string | null = null) => {
    const params = new URLSearchParams({ month });
    for (const [name, value] of Object.entries({ model, builder, provider, day }))
      if (value !== undefined) params.set(name, value);
    if (next) params.set("cursor", next);
    return `${path}?${params}`;
  };
  const builderText = builder === "" ? "outside of apps" : builder && `by apps of ${builder}`;
  const narrowed = [model, builderText, provider && `served by ${provider}`].filter(Boolean).join(", ");
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Ledger", href: "/finance/ledger" }]} />}
        title={`Calls of ${day ?? formatMonth(month)}`}
        lead={narrowed || "Calls of every workspace, newest first."}
        actions={calls.length > 0 ? <CsvLink href={href("/api/exports/booked-calls")} /> : undefined}
      />
      <BookedCallsTable
        calls={calls}
        footer={
          cursor || nextCursor ? (
            <Pagination
              newerLabel="First page"
              newerHref={cursor ? href(HERE) : undefined}
              olderHref={nextCursor ? href(HERE, nextCursor) : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
