import { EmptyState } from "@tollgate/ui/empty-state";
import { PageHeader } from "@tollgate/ui/page-header";
import { LinkTabs } from "@tollgate/ui/tabs";
import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { EndpointSearch } from "../../../../endpoints/endpoint-search.tsx";
import { ENDPOINT_STATES, isEndpointState, stateWords } from "../../../../endpoints/endpoint-state.tsx";
import { EndpointTable } from "../../../../endpoints/endpoint-table.tsx";
import { marketOf } from "../../../../endpoints/market-of.ts";
import { ReviewCard } from "../../../../operations/review-card.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Endpoint review" };

const HERE = "/operator/endpoints";
/** Cards at a time: each compares its price with the market. The others move up as these are decided. */
const CARDS = 10;
/** As many as a state lists. */
const MOST = 200;

type Props = { searchParams: Promise<{ state?: string; q?: string }> };

async function Queue() {
  const { operator } = await api();
  const { endpoints, pending } = await operator.reviews({ state: "pending" });
  // Whoever has waited longest comes first.
  const queue = endpoints.toReversed().slice(0, CARDS);
  const markets = await Promise.all(queue.map((endpoint) => marketOf(endpoint.modelId, endpoint.id)));
  if (queue.length === 0) {
    return (
      <EmptyState icon={Inbox} title="Nothing waits for you">
        When a provider registers an endpoint or changes its address, it appears here with its probe and its price
        against the market.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {queue.map((endpoint, index) => {
        const market = markets[index];
        return market ? <ReviewCard key={endpoint.id} endpoint={endpoint} market={market} /> : null;
      })}
      {pending > queue.length ? (
        <p className="text-ink-muted">{pending - queue.length} more wait behind these.</p>
      ) : null}
    </div>
  );
}

export default async function EndpointReviews({ searchParams }: Props) {
  const query = await searchParams;
  const state = isEndpointState(query.state) ? query.state : "pending";
  const { operator } = await api();
  const search = (query.q ?? "").trim();
  const { endpoints, pending } = await operator.reviews({ state, search });
  return (
    <>
      <PageHeader
        title="Endpoint review"
        lead="What providers claim, what the probe found, and their price against the market. Nothing takes calls unapproved."
      />
      <div className="mb-6">
        <LinkTabs
          label="Status"
          tabs={ENDPOINT_STATES.map((one) => ({
            href: one === "pending" ? HERE : `${HERE}?state=${one}`,
            label:
              one === "pending" ? (
                <>
                  {stateWords(one).word} <span className="tabular text-ink-faint">{pending}</span>
                </>
              ) : (
                stateWords(one).word
              ),
            current: one === state,
          }))}
        />
      </div>
      {state === "pending" ? (
        <Queue />
      ) : (
        <>
          <div className="mb-4">
            <EndpointSearch path={HERE} state={state} search={search} />
          </div>
          <EndpointTable
            endpoints={endpoints}
            showProvider
            hrefOf={(endpoint) => `${HERE}/${endpoint.id}`}
            footer={endpoints.length >= MOST ? `The newest ${MOST}. Search to find the others.` : undefined}
          />
        </>
      )}
    </>
  );
}
