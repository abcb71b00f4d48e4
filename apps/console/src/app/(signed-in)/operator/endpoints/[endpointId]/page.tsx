import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { PageHeader } from "@tollgate/ui/page-header";
import type { Metadata } from "next";
import { marketOf } from "../../../../../endpoints/market-of.ts";
import { ReviewCard } from "../../../../../operations/review-card.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Endpoint review" };

type Props = { params: Promise<{ endpointId: string }> };

export default async function EndpointReview({ params }: Props) {
  const { endpointId } = await params;
  const { operator } = await api();
  const endpoint = await orNotFound(operator.review({ endpointId }));
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
