import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { LinkTabs } from "@tollgate/ui/tabs";
import type { Metadata } from "next";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { type QuarantineParams, quarantineHref, readQuarantineQuery } from "../../../../quarantine/quarantine-query.ts";
import { QuarantineTable } from "../../../../quarantine/quarantine-table.tsx";
import { isReplayable, reasonWords } from "../../../../quarantine/quarantine-words.ts";
import { ReplayButton } from "../../../../quarantine/replay-button.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Quarantine" };

const HERE = "/operator/quarantine";

export default async function Quarantine({ searchParams }: { searchParams: Promise<QuarantineParams> }) {
  const params = await searchParams;
  const query = readQuarantineQuery(params);
  const { operator } = await api();
  const { lines, open, openByReason, nextCursor } = await operator.quarantine({ ...query, cursor: params.cursor });
  const { reason } = query;
  const ofReason = openByReason.find((one) => one.reason === reason)?.count ?? 0;
  const tab = (one: typeof reason, label: string, count: number) => ({
    href: quarantineHref(HERE, { reason: one, resolved: false }),
    label: (
      <>
        {label} <span className="tabular text-ink-faint">{count}</span>
      </>
    ),
    current: !query.resolved && reason === one,
  });
  return (
    <>
      <PageHeader
        title="Quarantine"
        lead="Usage that could not be settled as it came. Nobody pays and nobody earns until a person decides."
        actions={
          <div className="flex flex-wrap gap-2">
            {isReplayable(reason) && !query.resolved ? <ReplayButton why={reason} open={ofReason} /> : null}
            {lines.length > 0 ? <CsvLink href={quarantineHref("/api/exports/quarantine", query)} /> : null}
          </div>
        }
      />
      <div className="mb-6">
        <LinkTabs
          label="Reason"
          tabs={[
            tab(null, "All open", open),
            ...openByReason.flatMap(({ reason: one, count }) => {
              const known = readQuarantineQuery({ reason: one }).reason;
              return known ? [tab(known, reasonWords(one), count)] : [];
            }),
            { href: `${HERE}?resolved=1`, label: "Resolved", current: query.resolved },
          ]}
        />
      </div>
      <QuarantineTable
        lines={lines}
        footer={
          nextCursor || params.cursor ? (
            <Pagination
              newerLabel="First page"
              newerHref={params.cursor ? quarantineHref(HERE, query) : undefined}
              olderHref={nextCursor ? quarantineHref(HERE, query, nextCursor) : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
