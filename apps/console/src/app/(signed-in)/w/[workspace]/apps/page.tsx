import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { AppTable } from "../../../../../builder/app-table.tsx";
import { FirstAppSteps } from "../../../../../builder/first-app-steps.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Apps" };

export default async function AppsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const workspace = await workspaceOf(params);
  const apps = await (await api()).apps.list({ workspaceId: workspace.id });
  const path = `/w/${workspace.slug}/apps`;
  const newHref = workspace.role === "member" ? null : `${path}/new`;
  const inUseFirst = apps.toSorted((a, b) => Number(a.status === "archived") - Number(b.status === "archived"));
  return (
    <>
      <PageHeader
        title="Apps"
        lead="Your customers pay for the calls of your apps from their own balance. You earn the margin they agreed to."
        actions={
          newHref && apps.length > 0 ? (
            <Button asChild intent="primary">
              <Link href={newHref}>
                <Plus aria-hidden="true" /> Register app
              </Link>
            </Button>
          ) : null
        }
      />
      {apps.length === 0 ? (
        <FirstAppSteps newHref={newHref} />
      ) : (
        <AppTable apps={inUseFirst} hrefOf={(app) => `${path}/${app.id}`} />
      )}
    </>
  );
}
