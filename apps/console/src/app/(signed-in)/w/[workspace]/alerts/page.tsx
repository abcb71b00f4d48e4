import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import type { Metadata } from "next";
import { ABOUTS, readAlertAbout } from "../../../../../alerts/alert-words.ts";
import { AlertsTable } from "../../../../../alerts/alerts-table.tsx";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { FilterLinks } from "../../../../../shell/filter-links.tsx";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Alerts" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ about?: string | string[]; after?: string | string[] }>;
};

export default async function AlertsPage({ params, searchParams }: Props) {
  const [workspace, query, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const cursor = typeof query.after === "string" ? query.after : null;
  const about = readAlertAbout(query.about);
  const { alerts, nextCursor } = await orNotFound(caller.alerts.list({ workspaceId: workspace.id, about, cursor }));
  const all = `/w/${workspace.slug}/alerts`;
  const here = about ? `${all}?about=${about}` : all;
  const links = ABOUTS.map((one) => ({ href: `${all}?about=${one.about}`, word: one.word, here: one.about === about }));
  return (
    <>
      <PageHeader
        title="Alerts"
        lead="What owners and admins were told of budgets and credit, newest first."
        actions={
          <>
            <Button asChild>
              <Link href={`/w/${workspace.slug}/settings`}>Budgets and limits</Link>
            </Button>
            {alerts.length > 0 ? (
              <CsvLink href={`/api/exports/alerts?workspaceId=${workspace.id}${about ? `&about=${about}` : ""}`} />
            ) : null}
          </>
        }
      />
      {about || alerts.length > 0 ? (
        <FilterLinks label="Alerts by subject" links={[{ href: all, word: "All", here: !about }, ...links]} />
      ) : null}
      <AlertsTable
        slug={workspace.slug}
        alerts={alerts}
        footer={
          cursor || nextCursor ? (
            <Pagination
              summary={cursor ? "Older alerts" : "Newest alerts"}
              newerLabel="Newest"
              newerHref={cursor ? here : undefined}
              olderHref={nextCursor ? `${here}${about ? "&" : "?"}after=${nextCursor}` : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}
