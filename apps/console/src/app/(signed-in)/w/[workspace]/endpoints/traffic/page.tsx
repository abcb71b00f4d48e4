import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { PageHeader } from "@tollgate/ui/page-header";
import { DataTable } from "@tollgate/ui/table";
import { Server } from "lucide-react";
import type { Metadata } from "next";
import { passedOverWords } from "../../../../../../calls/attempt-words.ts";
import { PeriodLinks } from "../../../../../../earnings/period-links.tsx";
import { firstDayOf, readPeriod } from "../../../../../../earnings/role.ts";
import { EndpointBadge } from "../../../../../../endpoints/endpoint-state.tsx";
import { CsvLink } from "../../../../../../lists/csv-link.tsx";
import { NumberedPages } from "../../../../../../lists/numbered-pages.tsx";
import { pageOf } from "../../../../../../lists/page-of.ts";
import { workspaceOf } from "../../../../../../server/viewer.ts";
import { sumOf } from "../../../../../../traffic/reason-table.tsx";
import type { Outputs } from "../../../../../../trpc/outputs.ts";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Traffic and revenue" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ days?: string; page?: string }> };
type Row = Outputs["endpoints"]["traffic"]["endpoints"][number];

export default async function TrafficPage({ params, searchParams }: Props) {
  const [workspace, query] = await Promise.all([workspaceOf(params), searchParams]);
  const days = readPeriod(query.days);
  const { endpoints } = await (await api()).endpoints.traffic({
    workspaceId: workspace.id,
    from: firstDayOf(days, new Date()),
  });
  const base = `/w/${workspace.slug}/endpoints`;
  const busy = endpoints.filter((one) => one.served + one.failed + sumOf(one.passedOver) > 0 || one.earnedNano !== 0n);
  const idle = endpoints.length - busy.length;
  const paged = pageOf(busy, query.page);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Endpoints", href: base }]} />}
        title="Traffic and revenue"
        lead="By endpoint: what it served and earned, its part of the model’s calls, and where routing went past it."
        actions={
          <>
            <PeriodLinks path={`${base}/traffic`} current={days} />
            <CsvLink href={`/api/exports/endpoint-traffic?workspaceId=${workspace.id}&days=${days}`} />
          </>
        }
      />
      <DataTable
        label="Traffic by endpoint"
        rows={paged.shown}
        rowKey={(row) => row.endpointId}
        rowHref={(row) => `${base}/${row.endpointId}/traffic?days=${days}`}
        footer={
          paged.pages > 1 ? (
            <NumberedPages of={paged} hrefOf={(page) => `${base}/traffic?days=${days}&page=${page}`} />
          ) : idle > 0 ? (
            `${formatCount(idle)} more without a call in this period`
          ) : undefined
        }
        empty={
          endpoints.length > 0 ? (
            <EmptyState icon={Server} title="No call in this period">
              Choose a longer one. Calls are counted here a minute after they have ended.
            </EmptyState>
          ) : (
            <EmptyState
              icon={Server}
              title="No endpoint yet"
              actions={
                <Button asChild intent="primary">
                  <Link href={`${base}/new`}>Register the first endpoint</Link>
                </Button>
              }
            >
              Once an endpoint is approved and has a price, its calls are counted here.
            </EmptyState>
          )
        }
        columns={[
          {
            key: "model",
            header: "Endpoint",
            phone: "title",
            cell: (row) => (
              <span className="flex min-w-0 flex-col">
                {row.modelName}
                <span className="font-normal text-ink-faint text-xs">{row.provider}</span>
              </span>
            ),
          },
          { key: "state", header: "State", cell: (row) => <EndpointBadge state={row.state} /> },
          { key: "served", header: "Served", align: "right", cell: (row) => formatCount(row.served) },
          { key: "share", header: "Of the model", align: "right", cell: (row) => share(row.served, row.modelServed) },
          {
            key: "uptime",
            header: "Uptime",
            align: "right",
            cell: (row) => share(row.served, row.served + row.failed),
          },
          { key: "passed", header: "Passed over", align: "right", cell: (row) => <PassedOver row={row} /> },
          {
            key: "earned",
            header: "Earned",
            align: "right",
            cell: (row) => <Money nano={row.earnedNano} precision={4} />,
          },
        ]}
        totals={{
          model: "Together",
          served: formatCount(endpoints.reduce((sum, one) => sum + one.served, 0)),
          earned: <Money nano={endpoints.reduce((sum, one) => sum + one.earnedNano, 0n)} precision={4} />,
        }}
      />
    </>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? formatShare(part / whole) : "–";
}

/** How often, and for what most often. */
function PassedOver({ row }: { row: Row }) {
  const count = sumOf(row.passedOver);
  if (count === 0) return <span className="text-ink-faint">0</span>;
  const [most] = Object.entries(row.passedOver).sort(([, a], [, b]) => b - a);
  return (
    <span className="flex flex-col items-end">
      {formatCount(count)}
      {most ? <span className="text-ink-faint text-xs">{passedOverWords(most[0])}</span> : null}
    </span>
  );
}
