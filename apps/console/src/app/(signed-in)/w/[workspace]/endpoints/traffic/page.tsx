import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Server } from "lucide-react";
import type { Metadata } from "next";
import { PeriodLinks } from "../../../../../../earnings/period-links.tsx";
import { firstDayOf, readPeriod } from "../../../../../../earnings/role.ts";
import { CsvLink } from "../../../../../../lists/csv-link.tsx";
import { NumberedPages } from "../../../../../../lists/numbered-pages.tsx";
import { pageOf } from "../../../../../../lists/page-of.ts";
import { workspaceOf } from "../../../../../../server/viewer.ts";
import { hadTraffic, TrafficTable } from "../../../../../../traffic/traffic-table.tsx";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Traffic and revenue" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ days?: string; page?: string }> };

export default async function TrafficPage({ params, searchParams }: Props) {
  const [workspace, query] = await Promise.all([workspaceOf(params), searchParams]);
  const days = readPeriod(query.days);
  const { endpoints } = await (await api()).endpoints.traffic({
    workspaceId: workspace.id,
    from: firstDayOf(days, new Date()),
  });
  const base = `/w/${workspace.slug}/endpoints`;
  const busy = endpoints.filter(hadTraffic);
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
            {busy.length > 0 ? (
              <CsvLink href={`/api/exports/endpoint-traffic?workspaceId=${workspace.id}&days=${days}`} />
            ) : null}
          </>
        }
      />
      <TrafficTable
        rows={paged.shown}
        hrefOf={(row) => `${base}/${row.endpointId}/traffic?days=${days}`}
        together={endpoints}
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
      />
    </>
  );
}
