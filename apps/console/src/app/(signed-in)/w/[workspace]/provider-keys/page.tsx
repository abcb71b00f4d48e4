import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Unplug } from "lucide-react";
import type { Metadata } from "next";
import { AddProviderKey } from "../../../../../provider-keys/add-provider-key.tsx";
import { type ProviderKey, ProviderKeyMenu } from "../../../../../provider-keys/provider-key-menu.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Provider keys" };

const LEAD = "Keys of your own at providers: calls go with them first, on your account there, for a small fee here.";

export default async function ProviderKeysPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, caller] = await Promise.all([workspaceOf(params), api()]);
  if (workspace.role === "member")
    return (
      <>
        <PageHeader title="Provider keys" lead={LEAD} />
        <EmptyState icon={Unplug} title="For owners and admins">
          Only owners and admins of this workspace see and change its keys at providers.
        </EmptyState>
      </>
    );
  const { keys, choices } = await caller.providerKeys.list({ workspaceId: workspace.id });
  const add = choices.length > 0 ? <AddProviderKey workspaceId={workspace.id} choices={choices} /> : null;
  if (keys.length === 0)
    return (
      <>
        <PageHeader title="Provider keys" lead={LEAD} />
        <EmptyState icon={Unplug} title="No provider keys" actions={add}>
          {choices.length > 0
            ? "Bring a key you have at a provider, and calls of its models are billed to you there. "
            : "No provider takes keys of customers at the moment. "}
          <DocsLink />
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader title="Provider keys" lead={LEAD} actions={add} />
      <DataTable
        label="Provider keys"
        rows={keys}
        rowKey={({ id }) => id}
        columns={columnsOf(workspace.id)}
        footer={<DocsLink />}
      />
    </>
  );
}

function columnsOf(workspaceId: string): Column<ProviderKey>[] {
  return [
    {
      key: "provider",
      header: "Provider",
      cell: ({ provider }) => <span className="font-medium">{provider.name}</span>,
      phone: "title",
    },
    { key: "hint", header: "Key", cell: ({ hint }) => <span className="font-mono text-sm">{hint}</span> },
    {
      key: "state",
      header: "State",
      cell: ({ enabled }) => (
        <StatusDot tone={enabled ? "positive" : "neutral"}>{enabled ? "In use" : "Disabled"}</StatusDot>
      ),
    },
    {
      key: "fallback",
      header: "When it fails",
      cell: ({ fallsBack }) => (fallsBack ? "Goes on without it" : "The call fails"),
    },
    {
      key: "since",
      header: "Since",
      cell: ({ createdAt }) => <Timestamp at={createdAt} show="date" />,
      align: "right",
    },
    {
      key: "actions",
      header: <span className="sr-only">Actions</span>,
      cell: (providerKey) => <ProviderKeyMenu workspaceId={workspaceId} providerKey={providerKey} />,
      align: "right",
      phone: "corner",
    },
  ];
}

function DocsLink() {
  return (
    <Link href="/docs/provider-keys" className="text-accent-text underline underline-offset-4">
      How calls with your own keys work
    </Link>
  );
}
