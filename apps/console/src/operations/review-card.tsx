import { Badge } from "@tollgate/ui/badge";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { type Endpoint, EndpointBadge } from "../endpoints/endpoint-state.tsx";
import type { Market } from "../endpoints/market-of.ts";
import { MarketTrack } from "../endpoints/market-track.tsx";
import { PriceList } from "../endpoints/price-list.tsx";
import { ProbeResult } from "../endpoints/probe-result.tsx";
import { ReviewActions } from "./review-actions.tsx";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-2 font-semibold text-ink-muted text-sm">{title}</h3>
      {children}
    </section>
  );
}

function Claims({ endpoint }: { endpoint: Endpoint }) {
  const facts = [
    { name: "Address", value: endpoint.baseUrl, mono: true },
    { name: "Sends as", value: endpoint.upstreamModel, mono: true },
    { name: "Dialect", value: endpoint.dialect, mono: true },
    { name: "Context", value: endpoint.contextLength === null ? "as the model" : formatCount(endpoint.contextLength) },
    {
      name: "Output",
      value: endpoint.maxOutputTokens === null ? "as the model" : formatCount(endpoint.maxOutputTokens),
    },
    { name: "Key", value: endpoint.hasCredential ? "stored" : "none" },
  ];
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
      {facts.map(({ name, value, mono }) => (
        <div key={name} className="contents">
          <dt className="text-ink-muted">{name}</dt>
          <dd
            className={mono ? "wrap-anywhere font-mono text-sm leading-relaxed" : ""}
            translate={mono ? "no" : undefined}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Everything an operator needs to decide, and the decision. */
export function ReviewCard({ endpoint, market }: { endpoint: Endpoint; market: Market }) {
  const prices = endpoint.price?.prices;
  return (
    <Card aria-label={`${endpoint.modelName} at ${endpoint.providerName}`}>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={`/operator/endpoints/${endpoint.id}`} className="rounded-xs underline-offset-4 hover:underline">
              {endpoint.modelName} at {endpoint.providerName}
            </Link>
            <EndpointBadge state={endpoint.state} />
            {endpoint.isDemo ? <Badge tone="outline">Demo</Badge> : null}
          </span>
        }
        hint={
          <>
            <span className="font-mono">{endpoint.modelId}</span> by{" "}
            <span className="font-mono">{endpoint.providerSlug}</span>, registered <Timestamp at={endpoint.createdAt} />
          </>
        }
      />
      <CardBody className="grid gap-x-10 gap-y-6 border-t pt-4 lg:grid-cols-3">
        <Part title="What the provider claims">
          <Claims endpoint={endpoint} />
        </Part>
        <Part title="What the probe found">
          <ProbeResult probe={endpoint.lastProbe} />
          {endpoint.reviewNote ? (
            <div className="mt-5">
              <h3 className="mb-1 font-semibold text-ink-muted text-sm">Last review</h3>
              <p className="whitespace-pre-line">{endpoint.reviewNote}</p>
            </div>
          ) : null}
        </Part>
        <Part title={`Price, against ${market.offers} other ${market.offers === 1 ? "offer" : "offers"}`}>
          {prices ? (
            <div className="flex flex-col gap-4">
              <PriceList prices={prices} />
              <MarketTrack name="Input, others" whose="This one," nano={prices.input ?? null} market={market.input} />
              <MarketTrack
                name="Output, others"
                whose="This one,"
                nano={prices.output ?? null}
                market={market.output}
              />
            </div>
          ) : (
            <p className="text-critical-text">No price in force: it cannot be approved.</p>
          )}
        </Part>
      </CardBody>
      <CardFooter>
        <ReviewActions endpoint={endpoint} />
      </CardFooter>
    </Card>
  );
}
