import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { AppTable } from "../../../../../builder/app-table.tsx";
import { BuilderChecklist } from "../../../../../onboarding/builder-checklist.tsx";
import { isOpen } from "../../../../../onboarding/open-checklists.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Apps" };

export default async function AppsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const workspace = await workspaceOf(params);
  const caller = await api();
  const [apps, onboarding] = await Promise.all([
    caller.apps.list({ workspaceId: workspace.id }),
    caller.workspaces.onboarding({ workspaceId: workspace.id }),
  ]);
  const place = { workspaceId: workspace.id, slug: workspace.slug, canChange: workspace.role !== "member" };
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
      <div className="flex flex-col gap-6">
        {apps.length === 0 || isOpen(onboarding, "builder") ? (
          <BuilderChecklist place={place} progress={onboarding.builder} />
        ) : null}
        {apps.length === 0 ? null : <AppTable apps={inUseFirst} hrefOf={(app) => `${path}/${app.id}`} />}
      </div>
    </>
  );
}
