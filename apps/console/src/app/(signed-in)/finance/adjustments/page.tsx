import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { LinkTabs } from "@tollgate/ui/tabs";
import type { Metadata } from "next";
import { CorrectionFilters } from "../../../../corrections/correction-filters.tsx";
import {
  type CorrectionParams,
  correctionsHref,
  readCorrectionQuery,
  toCorrectionFilter,
} from "../../../../corrections/correction-query.ts";
import { CorrectionsTable } from "../../../../corrections/corrections-table.tsx";
import { NewAdjustment } from "../../../../corrections/new-adjustment.tsx";
import { RefundCall } from "../../../../corrections/refund-call.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { viewer } from "../../../../server/viewer.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Adjustments" };

const TABS = [
  { label: "All", status: null },
  { label: "Waiting", status: "requested" },
  { label: "Posted", status: "posted" },
  { label: "Rejected", status: "rejected" },
] as const;

export default async function Adjustments({ searchParams }: { searchParams: Promise<CorrectionParams> }) {
  const query = readCorrectionQuery(await searchParams);
  const [{ finance }, person] = await Promise.all([api(), viewer()]);
  const { lines, nextCursor, people } = await finance.corrections({
    ...toCorrectionFilter(query),
    cursor: query.after,
  });
  const first = { ...query, after: null };
  return (
    <>
      <PageHeader
        title="Adjustments"
        lead="Changes of the books that people ask for. An adjustment takes two people, and so does a large refund of a call."
        actions={
          <>
            <NewAdjustment />
            <RefundCall />
            {lines.length > 0 ? <CsvLink href={correctionsHref(first, "/api/exports/corrections")} /> : null}
          </>
        }
      />
      <div className="mb-5">
        <LinkTabs
          label="State"
          tabs={TABS.map(({ label, status }) => ({
            href: correctionsHref({ ...first, status }),
            label,
            current: status === query.status,
          }))}
        />
      </div>
      <CorrectionFilters query={query} people={people} />
      <CorrectionsTable
        lines={lines}
        viewerId={person.user.id}
        footer={
          nextCursor || query.after ? (
            <Pagination
              newerLabel="First page"
              newerHref={query.after ? correctionsHref(first) : undefined}
              olderHref={nextCursor ? correctionsHref({ ...query, after: nextCursor }) : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
