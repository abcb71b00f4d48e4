import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Download } from "lucide-react";
import type { Metadata } from "next";
import { AlertsTable } from "../../../../../alerts/alerts-table.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Alerts" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ after?: string | string[] }> };

export default async function AlertsPage({ params, searchParams }: Props) {
  const [workspace, { after }, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const cursor = typeof after === "string" ? after : null;
  const { alerts, nextCursor } = await orNotFound(caller.alerts.list({ workspaceId: workspace.id, cursor }));
  const here = `/w/${workspace.slug}/alerts`;
  return (
    <>
      <PageHeader
        title="Alerts"
        lead="What owners and admins were told of budgets and credit, newest first."
        actions={
          <>
            <Button asChild>
              <Link href={`/w/${workspace.slug}/settings`}>Budget and low credit</Link>
            </Button>
            <Button asChild>
              <a href={`/api/exports/alerts?workspaceId=${workspace.id}`} download>
                <Download aria-hidden="true" /> Export CSV
              </a>
            </Button>
          </>
        }
      />
      <AlertsTable
        slug={workspace.slug}
        alerts={alerts}
        footer={
          cursor || nextCursor ? (
            <Pagination
              summary={cursor ? "Older alerts" : "Newest alerts"}
              newerLabel="Newest"
              newerHref={cursor ? here : undefined}
              olderHref={nextCursor ? `${here}?after=${nextCursor}` : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
