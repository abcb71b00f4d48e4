import { Avatar } from "@tollgate/ui/avatar";
import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody } from "@tollgate/ui/card";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { Budget } from "../../../../../keys/key-budget.tsx";
import { MemberBudget } from "../../../../../limits/member-budget.tsx";
import { WorkspaceLimits } from "../../../../../limits/workspace-limits.tsx";
import { viewer, workspaceOf } from "../../../../../server/viewer.ts";
import { CreateWorkspace } from "../../../../../settings/create-workspace.tsx";
import { RenameWorkspace } from "../../../../../settings/rename-workspace.tsx";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Settings" };

type Member = Outputs["workspaces"]["members"][number];

const ROLE = { owner: "Owner", admin: "Admin", member: "Member" } as const;

const MEMBERS: Column<Member>[] = [
  {
    key: "person",
    header: "Person",
    cell: ({ user }) => (
      <span className="flex min-w-0 items-center gap-3">
        <Avatar name={user.name} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{user.name}</span>
          <span className="block truncate text-ink-faint text-sm">{user.email}</span>
        </span>
      </span>
    ),
    phone: "title",
  },
  { key: "role", header: "Role", cell: ({ role }) => ROLE[role] },
  {
    key: "budget",
    header: "Budget",
    cell: ({ user, budgetNano, spentInWindowNano, windowEndsAt }) => (
      <Budget
        label={`Used of the budget of ${user.name}`}
        spentNano={spentInWindowNano}
        limitNano={budgetNano}
        endsAt={windowEndsAt}
      />
    ),
  },
  { key: "since", header: "Since", cell: ({ since }) => <Timestamp at={since} show="date" />, align: "right" },
];

function budgetColumn(workspaceId: string): Column<Member> {
  return {
    key: "change",
    header: <span className="sr-only">Actions</span>,
    cell: ({ user, budgetNano, budgetReset }) => (
      <MemberBudget workspaceId={workspaceId} userId={user.id} name={user.name} terms={{ budgetNano, budgetReset }} />
    ),
    align: "right",
    phone: "actions",
  };
}

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, me, caller] = await Promise.all([workspaceOf(params), viewer(), api()]);
  const [members, limits] = await Promise.all([
    caller.workspaces.members({ workspaceId: workspace.id }),
    caller.workspaces.limits({ workspaceId: workspace.id }),
  ]);
  const canChange = workspace.role !== "member";
  return (
    <>
      <PageHeader title="Settings" />
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
          title="Members"
          hint="Owners and admins manage keys, credit and apps. Members see everything and change nothing."
        >
          <DataTable
            label="Members"
            rows={members}
            rowKey={({ user }) => user.id}
            columns={canChange ? [...MEMBERS, budgetColumn(workspace.id)] : MEMBERS}
          />
        </Section>
        <Section layout="aside" title="Your account" hint="The same in every workspace.">
          <Card>
            <CardBody>
              <KeyValueList
                items={[
                  { label: "Name", value: me.user.name },
                  { label: "E-mail", value: me.user.email },
                  { label: "Role here", value: ROLE[workspace.role] },
                ]}
              />
            </CardBody>
          </Card>
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
