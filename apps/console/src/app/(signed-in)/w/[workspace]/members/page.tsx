import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { InvitationsTable } from "../../../../../members/invitations-table.tsx";
import { InviteMember } from "../../../../../members/invite-member.tsx";
import { MembersTable } from "../../../../../members/members-table.tsx";
import { viewer, workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, me, caller] = await Promise.all([workspaceOf(params), viewer(), api()]);
  const workspaceId = workspace.id;
  const mayManage = workspace.role !== "member";
  const [members, invitations] = await Promise.all([
    caller.workspaces.members({ workspaceId }),
    mayManage ? caller.members.invitations({ workspaceId }) : [],
  ]);
  return (
    <>
      <PageHeader
        title="Members"
        lead={
          <>
            Who sees this workspace and what they may do in it.{" "}
            <Link href="/docs/members" className="text-accent-text underline underline-offset-4">
              Roles explained
            </Link>
          </>
        }
        actions={mayManage ? <InviteMember workspaceId={workspaceId} own={workspace.role} /> : undefined}
      />
      <div className="flex flex-col gap-10">
        <MembersTable workspace={workspace} members={members} viewerId={me.user.id} />
        {invitations.length > 0 ? (
          <Section title="Invitations" hint="Nobody has accepted these yet.">
            <InvitationsTable workspaceId={workspaceId} invitations={invitations} />
          </Section>
        ) : null}
      </div>
    </>
  );
}
