import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { ArrowUpRight, ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { type AppParams, loadAppPage } from "../../../../../../builder/app-page.ts";
import { AppTabs } from "../../../../../../builder/app-tabs.tsx";
import { hostOf } from "../../../../../../builder/host-of.ts";

export async function generateMetadata({ params }: { params: AppParams }): Promise<Metadata> {
  const { app } = await loadAppPage(params);
  return { title: app.name };
}

export default async function AppLayout({ children, params }: { children: ReactNode; params: AppParams }) {
  const { workspace, app, appHref } = await loadAppPage(params);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Apps", href: `/w/${workspace.slug}/apps` }]} />}
        title={app.name}
        badge={app.status === "archived" ? <Badge>Archived</Badge> : null}
        lead={
          <a
            href={app.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 rounded-xs hover:text-ink hover:underline"
          >
            {hostOf(app.url)} <ArrowUpRight className="size-3.5" aria-hidden="true" />
          </a>
        }
        actions={
          <Button asChild>
            <Link href={`/w/${workspace.slug}/earnings/builder`}>
              <ChartNoAxesColumn aria-hidden="true" /> Earnings
            </Link>
          </Button>
        }
      />
      <div className="-mt-2 mb-6">
        <AppTabs appHref={appHref} />
      </div>
      {children}
    </>
  );
}
