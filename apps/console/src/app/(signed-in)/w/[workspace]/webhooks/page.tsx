import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import { StatusDot } from "@tollgate/ui/status-dot";
import { type Column, DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Webhook as WebhookIcon } from "lucide-react";
import type { Metadata } from "next";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { FilterLinks } from "../../../../../shell/filter-links.tsx";
import type { Outputs } from "../../../../../trpc/outputs.ts";
import { api } from "../../../../../trpc/server.tsx";
import { CreateWebhook } from "../../../../../webhooks/create-webhook.tsx";
import { DeliveriesTable } from "../../../../../webhooks/deliveries-table.tsx";
import { WebhookMenu } from "../../../../../webhooks/webhook-menu.tsx";
import { DELIVERY, type DeliveryState, readDeliveryState } from "../../../../../webhooks/webhook-words.ts";

export const metadata: Metadata = { title: "Webhooks" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ webhook?: string; state?: string; after?: string | string[] }>;
};
type Webhook = Outputs["webhooks"]["list"][number];

export default async function WebhooksPage({ params, searchParams }: Props) {
  const [workspace, query, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const header = (
    <PageHeader
      title="Webhooks"
      lead="Signed messages to your own systems when a budget fills up or credit runs low."
    />
  );
  if (workspace.role === "member")
    return (
      <>
        {header}
        <EmptyState icon={WebhookIcon} title="For owners and admins">
          Addresses of webhooks may carry secrets, so only owners and admins of this workspace see them.
        </EmptyState>
      </>
    );
  const webhooks = await caller.webhooks.list({ workspaceId: workspace.id });
  const shown = webhooks.find(({ id }) => id === query.webhook) ?? webhooks[0];
  const state = readDeliveryState(query.state);
  const create = <CreateWebhook workspaceId={workspace.id} />;
  if (!shown)
    return (
      <>
        {header}
        <EmptyState icon={WebhookIcon} title="No webhooks yet" actions={create}>
          Add an address, and it is told of budgets and low credit. <DocsLink />
        </EmptyState>
      </>
    );
  const cursor = typeof query.after === "string" ? query.after : null;
  const { deliveries, nextCursor } = await orNotFound(
    caller.webhooks.deliveries({ workspaceId: workspace.id, webhookId: shown.id, state, cursor }),
  );
  const base = `/w/${workspace.slug}/webhooks?webhook=${shown.id}`;
  const filtered = state ? `${base}&state=${state}` : base;
  return (
    <>
      <PageHeader
        title="Webhooks"
        lead="Signed messages to your own systems when a budget fills up or credit runs low."
        actions={create}
      />
      <div className="flex flex-col gap-10">
        {shown.switchedOffAt ? (
          <Notice tone="caution">
            Nothing arrived at {shown.url} for days, so it was switched off. What waits is sent when you switch it on.
          </Notice>
        ) : null}
        <DataTable
          label="Webhooks"
          rows={webhooks}
          rowKey={({ id }) => id}
          columns={columnsOf(workspace)}
          footer={<DocsLink />}
        />
        <Section
          title="Deliveries"
          hint={`To ${shown.url}, newest first`}
          actions={
            deliveries.length > 0 ? (
              <CsvLink href={`/api/exports/webhook-deliveries${exportQuery(workspace.id, shown.id, state)}`} />
            ) : null
          }
        >
          <FilterLinks label="Deliveries by state" links={stateLinks(base, state)} />
          <DeliveriesTable
            workspaceId={workspace.id}
            deliveries={deliveries}
            footer={
              cursor || nextCursor ? (
                <Pagination
                  summary={cursor ? "Older deliveries" : "Newest deliveries"}
                  newerLabel="Newest"
                  newerHref={cursor ? filtered : undefined}
                  olderHref={nextCursor ? `${filtered}&after=${nextCursor}` : undefined}
                />
              ) : undefined
            }
          />
        </Section>
      </div>
    </>
  );
}

function exportQuery(workspaceId: string, webhook: string, state: DeliveryState | undefined): string {
  return `?${new URLSearchParams({ workspaceId, webhook, ...(state && { state }) })}`;
}

function columnsOf(workspace: { id: string; slug: string }): Column<Webhook>[] {
  return [
    {
      key: "url",
      header: "Address",
      cell: ({ id, url, events }) => (
        <span className="block min-w-0">
          <Link
            href={`/w/${workspace.slug}/webhooks?webhook=${id}`}
            className="block break-all font-medium underline-offset-4 hover:underline"
          >
            {url}
          </Link>
          <span className="block text-ink-faint text-sm">{events.join(", ")}</span>
        </span>
      ),
      phone: "title",
    },
    {
      key: "state",
      header: "State",
      cell: ({ enabled, failingSince }) =>
        enabled ? (
          <StatusDot tone={failingSince ? "caution" : "positive"}>{failingSince ? "Failing" : "On"}</StatusDot>
        ) : (
          <StatusDot tone="neutral">Off</StatusDot>
        ),
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
      cell: (webhook) => <WebhookMenu workspaceId={workspace.id} webhook={webhook} />,
      align: "right",
      phone: "corner",
    },
  ];
}

const STATES: readonly DeliveryState[] = ["pending", "delivered", "failed"];

function stateLinks(base: string, current: DeliveryState | undefined) {
  return [
    { href: base, word: "All", here: current === undefined },
    ...STATES.map((state) => ({ href: `${base}&state=${state}`, word: DELIVERY[state].word, here: current === state })),
  ];
}

function DocsLink() {
  return (
    <Link href="/docs/webhooks" className="text-accent-text underline underline-offset-4">
      How to verify and answer them
    </Link>
  );
}
