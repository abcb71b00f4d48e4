import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ENDPOINT_STATES, type Endpoint } from "../../../../../endpoints/endpoint-state.tsx";
import { marketOf } from "../../../../../endpoints/market-of.ts";
import { ReviewCard } from "../../../../../operations/review-card.tsx";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Endpoint review" };

type Props = { params: Promise<{ endpointId: string }>; searchParams: Promise<{ state?: string }> };

/** Looks in the state the address names first: a decision moves an endpoint on, and the address stays. */
async function findEndpoint(endpointId: string, asked: string | undefined): Promise<Endpoint | undefined> {
  const { operator } = await api();
  const states = ENDPOINT_STATES.toSorted((a, b) => Number(b === asked) - Number(a === asked));
  for (const state of states) {
    const { endpoints } = await operator.reviews({ state });
    const found = endpoints.find((endpoint) => endpoint.id === endpointId);
    if (found) return found;
  }
  return undefined;
}

export default async function EndpointReview({ params, searchParams }: Props) {
  const { endpointId } = await params;
  const { state } = await searchParams;
  const endpoint = (await findEndpoint(endpointId, state)) ?? notFound();
  const market = await marketOf(endpoint.modelId, endpoint.id);
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs crumbs={[{ label: "Endpoint review", href: `/operator/endpoints?state=${endpoint.state}` }]} />
        }
        title={endpoint.modelName}
      />
      <ReviewCard endpoint={endpoint} market={market} />
    </>
  );
}
