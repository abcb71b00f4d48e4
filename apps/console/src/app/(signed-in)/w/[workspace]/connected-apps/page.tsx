import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Handshake } from "lucide-react";
import type { Metadata } from "next";
import { GrantCard } from "../../../../../grants/grant-card.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Connected apps" };

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ disconnected?: string }> };

export default async function ConnectedAppsPage({ params, searchParams }: Props) {
  const [workspace, { disconnected }, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const grants = await caller.grants.list({ workspaceId: workspace.id });
  const connected = grants.filter((grant) => grant.state !== "revoked");
  const gone = grants.length - connected.length;
  const showsGone = disconnected === "1";
  // What waits for the person comes first.
  const shown = (showsGone ? grants : connected).toSorted((a, b) => waiting(b) - waiting(a));
  const here = `/w/${workspace.slug}/connected-apps`;
  return (
    <>
      <PageHeader
        title="Connected apps"
        lead="Apps of other people that spend this workspace’s credit, each at the margin you agreed to."
      />
      {shown.length === 0 ? (
        <EmptyState icon={Handshake} title="No app is connected">
          An app that runs on Tollgate can ask you to pay for its model calls. Its link shows you the margin first; once
          you accept, it appears here, with what it spends and a cap you can set.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          {shown.map((grant) => (
            <GrantCard key={grant.id} workspace={workspace} grant={grant} canChange={workspace.role !== "member"} />
          ))}
        </div>
      )}
      {gone > 0 ? (
        <p className="mt-4 text-sm">
          <Link
            href={showsGone ? here : `${here}?disconnected=1`}
            className="text-ink-muted underline-offset-4 hover:text-ink hover:underline"
          >
            {showsGone ? "Hide disconnected apps" : `Show ${gone} disconnected ${gone === 1 ? "app" : "apps"}`}
          </Link>
        </p>
      ) : null}
    </>
  );
}

function waiting(grant: { state: string; proposed: unknown }): number {
  if (grant.state === "consent_required") return 2;
  return grant.proposed === null ? 0 : 1;
}
