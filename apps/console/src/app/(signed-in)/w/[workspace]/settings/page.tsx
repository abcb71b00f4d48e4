import { Avatar } from "@tollgate/ui/avatar";
import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { Card } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { WorkspaceLimits } from "../../../../../limits/workspace-limits.tsx";
import { loadProviders } from "../../../../../market/load-market.ts";
import { viewer, workspaceOf } from "../../../../../server/viewer.ts";
import { ClearCache } from "../../../../../settings/clear-cache.tsx";
import { CreateWorkspace } from "../../../../../settings/create-workspace.tsx";
import { DataPolicy } from "../../../../../settings/data-policy.tsx";
import { RenameWorkspace } from "../../../../../settings/rename-workspace.tsx";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, me, caller] = await Promise.all([workspaceOf(params), viewer(), api()]);
  const [limits, policy, providers] = await Promise.all([
    caller.workspaces.limits({ workspaceId: workspace.id }),
    caller.workspaces.dataPolicy({ workspaceId: workspace.id }),
    loadProviders(),
  ]);
  const canChange = workspace.role !== "member";
  return (
    <>
      <PageHeader title="Settings" lead="What holds for everybody in this workspace." />
      <div className="flex flex-col gap-10">
        <Section layout="aside" title="Workspace" hint="What people see in the switcher and on receipts.">
          <RenameWorkspace workspace={workspace} canChange={canChange} />
        </Section>
        <Section
          layout="aside"
          title="Budget and limits"
          hint="What all keys of the workspace may spend and do together. Keys, people and apps can have their own."
        >
          <WorkspaceLimits workspaceId={workspace.id} limits={limits} canChange={canChange} />
        </Section>
        <Section
          layout="aside"
          title="Data policy"
          hint="What may happen to requests of this workspace, by its own keys and through connected apps."
        >
          <DataPolicy
            workspaceId={workspace.id}
            policy={policy}
            providers={providers.map(({ slug, name }) => ({ slug, name }))}
            canChange={canChange}
          />
        </Section>
        <Section
          layout="aside"
          title="Cached answers"
          hint="Kept for this workspace alone, and never given to another."
        >
          <ClearCache workspaceId={workspace.id} canChange={canChange} />
        </Section>
        <Section layout="aside" title="Your workspaces" hint="Each has credit, keys, apps and earnings of its own.">
          <Card>
            <ul className="divide-y">
              {me.workspaces.map((one) => (
                <li key={one.id} className="flex items-center gap-3 px-5 py-3">
                  <Avatar name={one.name} shape="square" />
                  <span className="min-w-0 flex-1 truncate font-medium">{one.name}</span>
                  {one.id === workspace.id ? (
                    <Badge>This one</Badge>
                  ) : (
                    <Button asChild size="sm">
                      <Link href={`/w/${one.slug}/settings`} aria-label={`Switch to ${one.name}`}>
                        Switch
                      </Link>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <div className="border-t px-5 py-3">
              <CreateWorkspace
                trigger={
                  <Button size="sm">
                    <Plus aria-hidden="true" /> Create a workspace
                  </Button>
                }
              />
            </div>
          </Card>
        </Section>
      </div>
    </>
  );
}
