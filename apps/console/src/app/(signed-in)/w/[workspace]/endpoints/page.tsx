import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Plus, Server } from "lucide-react";
import type { Metadata } from "next";
import { EndpointFilter } from "../../../../../endpoints/endpoint-filter.tsx";
import { type Endpoint, type EndpointState, isEndpointState } from "../../../../../endpoints/endpoint-state.tsx";
import { EndpointTable } from "../../../../../endpoints/endpoint-table.tsx";
import { ProviderForm } from "../../../../../endpoints/provider-form.tsx";
import { NumberedPages } from "../../../../../lists/numbered-pages.tsx";
import { pageOf } from "../../../../../lists/page-of.ts";
import type { Onboarding, Place } from "../../../../../onboarding/checklist.tsx";
import { isOpen } from "../../../../../onboarding/open-checklists.ts";
import { ProviderChecklist } from "../../../../../onboarding/provider-checklist.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Endpoints" };

const LEAD = "Models you serve at your own address and price. You earn each call they answer.";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ state?: string; q?: string; page?: string }>;
};

function countStates(endpoints: readonly Endpoint[]): Partial<Record<EndpointState, number>> {
  const counts: Partial<Record<EndpointState, number>> = {};
  for (const { state } of endpoints) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

type FirstProps = { workspace: { id: string; slug: string; name: string }; place: Place; onboarding: Onboarding };

function FirstProvider({ workspace, place, onboarding }: FirstProps) {
  return (
    <>
      <PageHeader title="Endpoints" lead={LEAD} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>
          <CardHeader
            title="Set up as a provider"
            hint="Do you run models behind an OpenAI-compatible API? Give the name under which callers will find you. Endpoints come next: address and model, prices, probe."
          />
          <CardBody>
            <ProviderForm
              workspaceId={workspace.id}
              suggestedName={workspace.name}
              afterHref={`/w/${workspace.slug}/endpoints`}
            />
          </CardBody>
        </Card>
        <ProviderChecklist place={place} progress={onboarding.provider} atHome />
      </div>
    </>
  );
}

export default async function Endpoints({ params, searchParams }: Props) {
  const workspace = await workspaceOf(params);
  const query = await searchParams;
  const { endpoints: endpointsApi, workspaces } = await api();
  const place = { workspaceId: workspace.id, slug: workspace.slug, canChange: workspace.role !== "member" };
  const [onboarding, providers, all] = await Promise.all([
    workspaces.onboarding({ workspaceId: workspace.id }),
    endpointsApi.providers({ workspaceId: workspace.id }),
    endpointsApi.list({ workspaceId: workspace.id }),
  ]);
  if (providers.length === 0) return <FirstProvider workspace={workspace} place={place} onboarding={onboarding} />;
  const base = `/w/${workspace.slug}/endpoints`;
  const state = isEndpointState(query.state) ? query.state : undefined;
  const search = (query.q ?? "").trim();
  const words = search.toLowerCase();
  const found = all.filter((one) =>
    `${one.modelId} ${one.modelName} ${one.providerName}`.toLowerCase().includes(words),
  );
  const matching = found.filter((one) => !state || one.state === state);
  const paged = pageOf(matching, query.page);
  const pageHref = (target: number) =>
    `${base}?${new URLSearchParams({ ...(state && { state }), ...(search && { q: search }), page: String(target) })}`;
  const suspended = providers.filter((provider) => provider.status === "suspended");
  return (
    <>
      <PageHeader
        title="Endpoints"
        lead={LEAD}
        actions={
          <>
            <Button asChild>
              <Link href={`${base}/traffic`}>Traffic and revenue</Link>
            </Button>
            <Button asChild intent="primary">
              <Link href={`${base}/new`}>
                <Plus aria-hidden="true" /> Register endpoint
              </Link>
            </Button>
          </>
        }
      />
      {suspended.map((provider) => (
        <div key={provider.id} className="mb-4">
          <Notice tone="critical">
            {provider.name} is suspended. Its endpoints take no calls; ask the operator why.
          </Notice>
        </div>
      ))}
      {isOpen(onboarding, "provider") ? (
        <div className="mb-6">
          <ProviderChecklist place={place} progress={onboarding.provider} atHome />
        </div>
      ) : null}
      {all.length === 0 ? (
        <EmptyState
          icon={Server}
          title={`${providers[0]?.name ?? "Your provider"} has no endpoint yet`}
          actions={
            <Button asChild intent="primary">
              <Link href={`${base}/new`}>Register the first endpoint</Link>
            </Button>
          }
        >
          An endpoint is one model at one address with one price list. It takes three steps; a probe tells you at once
          whether it works.
        </EmptyState>
      ) : (
        <>
          <EndpointFilter path={base} state={state} search={search} counts={countStates(found)} total={found.length} />
          <EndpointTable
            endpoints={paged.shown}
            hrefOf={(endpoint) => `${base}/${endpoint.id}`}
            showProvider={providers.length > 1}
            footer={paged.pages > 1 ? <NumberedPages of={paged} hrefOf={pageHref} /> : undefined}
          />
        </>
      )}
    </>
  );
}
