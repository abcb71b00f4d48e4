import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClaimChecks } from "../../../../../../endpoints/claim-checks.tsx";
import { dataPolicyWords } from "../../../../../../endpoints/data-policy.ts";
import { EditConnection } from "../../../../../../endpoints/edit-connection.tsx";
import { EditTraits } from "../../../../../../endpoints/edit-traits.tsx";
import { CheckButton, PauseOrResume, ProbeButton } from "../../../../../../endpoints/endpoint-actions.tsx";
import { type Endpoint, EndpointBadge, stateWords } from "../../../../../../endpoints/endpoint-state.tsx";
import { marketOf } from "../../../../../../endpoints/market-of.ts";
import { MarketTrack } from "../../../../../../endpoints/market-track.tsx";
import { PriceList } from "../../../../../../endpoints/price-list.tsx";
import { PriceVersions } from "../../../../../../endpoints/price-versions.tsx";
import { ProbeResult } from "../../../../../../endpoints/probe-result.tsx";
import { PublishPrice } from "../../../../../../endpoints/publish-price.tsx";
import { workspaceOf } from "../../../../../../server/viewer.ts";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Endpoint" };

function Connection({ endpoint }: { endpoint: Endpoint }) {
  const code = (text: string) => (
    <code className="wrap-anywhere font-mono text-sm" translate="no">
      {text}
    </code>
  );
  return (
    <Card>
      <CardHeader title="Connection" actions={<EditConnection endpoint={endpoint} />} />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Address", value: code(endpoint.baseUrl) },
            { label: "Model in your API", value: code(endpoint.upstreamModel) },
            { label: "Key", value: endpoint.hasCredential ? "Stored encrypted" : "None is sent" },
            { label: "Registered", value: <Timestamp at={endpoint.createdAt} show="exact" /> },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Traits({ endpoint }: { endpoint: Endpoint }) {
  const limit = (count: number | null) => (count === null ? "as the model" : formatCount(count));
  return (
    <Card>
      <CardHeader title="Policy and limits" actions={<EditTraits endpoint={endpoint} />} />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Customers’ own keys", value: endpoint.allowsOwnKeys ? "Taken" : "Not taken" },
            { label: "Requests", value: dataPolicyWords(endpoint.dataPolicy) ?? "Policy not stated" },
            { label: "Quantization", value: endpoint.quantization ?? "Not stated" },
            {
              label: "Calls at a time",
              value: endpoint.maxConcurrency === null ? "no limit" : formatCount(endpoint.maxConcurrency),
            },
            {
              label: "Calls a minute",
              value: endpoint.requestsPerMinute === null ? "no limit" : formatCount(endpoint.requestsPerMinute),
            },
            { label: "Context length", value: limit(endpoint.contextLength) },
            { label: "Output limit", value: limit(endpoint.maxOutputTokens) },
          ]}
        />
      </CardBody>
    </Card>
  );
}

/** What an operator wrote, where it matters. */
function ReviewNote({ endpoint }: { endpoint: Endpoint }) {
  const { state, reviewNote } = endpoint;
  if (state !== "rejected" && state !== "suspended") return null;
  return (
    <Notice tone="critical">
      <p className="font-medium">{stateWords(state).word} by an operator</p>
      <p className="whitespace-pre-line">{reviewNote ?? "No note was left. Ask the operator."}</p>
    </Notice>
  );
}

type Props = { params: Promise<{ workspace: string; endpointId: string }> };

export default async function EndpointPage({ params }: Props) {
  const workspace = await workspaceOf(params);
  const { endpointId } = await params;
  const { endpoints } = await api();
  const all = await endpoints.list({ workspaceId: workspace.id });
  const endpoint = all.find((one) => one.id === endpointId) ?? notFound();
  const ids = { workspaceId: workspace.id, endpointId };
  const [versions, market, checks] = await Promise.all([
    endpoints.prices(ids),
    marketOf(endpoint.modelId, endpointId),
    endpoints.checks(ids),
  ]);
  const prices = endpoint.price?.prices;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Endpoints", href: `/w/${workspace.slug}/endpoints` }]} />}
        title={endpoint.modelName}
        badge={
          <>
            <EndpointBadge state={endpoint.state} />
            {endpoint.isDemo ? <Badge tone="outline">Demo</Badge> : null}
          </>
        }
        lead={
          <>
            Served by {endpoint.providerName} as{" "}
            <code className="font-mono text-sm" translate="no">
              {endpoint.modelId}
            </code>
            . {stateWords(endpoint.state).sentence}
          </>
        }
        actions={
          <>
            <Button asChild>
              <Link href={`/w/${workspace.slug}/endpoints/${endpointId}/traffic`}>Traffic and price</Link>
            </Button>
            <PauseOrResume {...ids} state={endpoint.state} />
          </>
        }
      />
      <div className="flex flex-col gap-8">
        <ReviewNote endpoint={endpoint} />
        <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
          <div className="flex flex-col gap-6">
            <Card>
              <CardHeader title="Last probe" actions={<ProbeButton {...ids} />} />
              <CardBody>
                <ProbeResult probe={endpoint.lastProbe} />
              </CardBody>
            </Card>
            {endpoint.modelKind === "chat" ? (
              <Card>
                <CardHeader title="What it claims" actions={<CheckButton {...ids} />} />
                <CardBody>
                  <ClaimChecks checks={checks} />
                </CardBody>
              </Card>
            ) : null}
            <Card>
              <CardHeader
                title="Price in force"
                hint={
                  endpoint.nextPrice ? (
                    <>
                      The next one takes over <Timestamp at={endpoint.nextPrice.effectiveAt} show="exact" />.
                    </>
                  ) : undefined
                }
                actions={<PublishPrice {...ids} prices={prices} kind={endpoint.modelKind} market={market} />}
              />
              <CardBody className="flex flex-col gap-5">
                {prices ? (
                  <PriceList prices={prices} />
                ) : (
                  <p className="text-ink-muted">None yet, so it takes no calls. Publish one.</p>
                )}
                <div className="grid gap-x-8 gap-y-4 border-t pt-4 sm:grid-cols-2">
                  <MarketTrack name="Input, others" nano={prices?.input ?? null} market={market.input} />
                  <MarketTrack name="Output, others" nano={prices?.output ?? null} market={market.output} />
                </div>
              </CardBody>
            </Card>
          </div>
          <div className="flex flex-col gap-6">
            <Connection endpoint={endpoint} />
            <Traits endpoint={endpoint} />
          </div>
        </div>
        <Section
          title="Price versions"
          hint="Append-only: each call is paid by the version in force when it was admitted."
        >
          <PriceVersions versions={versions} inForceId={endpoint.price?.id} now={new Date()} />
        </Section>
      </div>
    </>
  );
}
