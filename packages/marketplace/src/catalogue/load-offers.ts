import type { Services } from "../context.ts";
import { readUnitPrices } from "../settlement/read-unit-prices.ts";
import { readSummary } from "../signals/read-summary.ts";
import { readDataPolicy } from "../snapshot/data-policy.ts";
import { cheapestFirst } from "./cheapest-first.ts";
import type { ModelOffers } from "./model-view.ts";

/** Models with what is offered of them now: approved endpoints of active providers with a price in force. Models by id, offers cheapest first. */
export async function loadOffers(
  { db, now }: Pick<Services, "db" | "now">,
  modelIds: readonly string[],
): Promise<ModelOffers[]> {
  const rows = await db.prisma.model.findMany({
    where: { id: { in: [...modelIds] } },
    orderBy: { id: "asc" },
    include: {
      endpoints: {
        where: { status: "approved", provider: { status: "active" } },
        include: {
          provider: true,
          signals: true,
          priceVersions: {
            where: { effectiveAt: { lte: now() } },
            orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
            take: 1,
          },
        },
      },
    },
  });
  return rows.map(({ endpoints, ...model }) => ({
    model,
    offers: cheapestFirst(
      endpoints.flatMap((endpoint) => {
        const price = endpoint.priceVersions[0];
        if (!price) return [];
        return {
          id: endpoint.id,
          provider: { slug: endpoint.provider.slug, name: endpoint.provider.name },
          isDemo: endpoint.provider.isDemo,
          contextLength: endpoint.contextLength ?? model.contextLength,
          maxOutputTokens: endpoint.maxOutputTokens ?? model.maxOutputTokens,
          prices: readUnitPrices(price.prices),
          dataPolicy: readDataPolicy(endpoint.dataPolicy),
          quantization: endpoint.quantization,
          signals: endpoint.signals ? readSummary(endpoint.signals.summary) : null,
          healthy: readHealthy(endpoint.lastProbe),
        };
      }),
      ({ id, provider, prices }) => ({ id, providerName: provider.name, prices }),
    ),
  }));
}

function readHealthy(probe: unknown): boolean | null {
  return typeof probe === "object" && probe !== null && "ok" in probe && typeof probe.ok === "boolean"
    ? probe.ok
    : null;
}
