import { createHash } from "node:crypto";
import type { Id } from "@tollgate/db/ids";
import type { Database } from "@tollgate/db/open-database";
import { divideHalfEven } from "@tollgate/money/rounding";
import { isUsageBucket } from "@tollgate/pricing/usage-units";
import type { UnitPrices } from "@tollgate/pricing/versions";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.ts";
import type { KeyRing } from "../key-ring.ts";
import { writeUnitPrices } from "../settlement/read-unit-prices.ts";
import { demoId } from "./demo-id.ts";
import { demoUserId } from "./demo-people.ts";
import { DEMO_PROVIDERS, type DemoProvider, demoBaseUrl, demoDialect, demoProviderId } from "./demo-providers.ts";
import { FEATURED_MODELS } from "./featured-models.ts";

/** One demo provider serving one model. */
export interface DemoOffer {
  readonly model: CatalogueEntry;
  readonly provider: DemoProvider;
  readonly endpointId: Id<"endpoint">;
  readonly priceVersionId: Id<"priceVersion">;
  readonly prices: UnitPrices;
}

/** Providers that never refuse by habit: a model with a single provider gets one of them. */
const RELIABLE = DEMO_PROVIDERS.filter(({ slug }) => slug !== "demo-ember" && slug !== "demo-weir");

/** Who offers what: featured models have three to five providers, the others one or two. Always the same for a catalogue. */
export function planDemoOffers(catalogue: readonly CatalogueEntry[]): DemoOffer[] {
  const featured = new Set(FEATURED_MODELS);
  return catalogue.flatMap((model) => {
    const [chance = 0, start = 0] = createHash("sha256").update(model.id).digest();
    const pool = featured.has(model.id) ? DEMO_PROVIDERS : RELIABLE;
    const count = featured.has(model.id) ? 3 + (chance % 3) : 1 + (chance % 2);
    return Array.from({ length: count }, (_, at) => pool[(start + at) % pool.length])
      .filter((provider) => provider !== undefined)
      .map((provider) => offerOf(model, provider));
  });
}

function offerOf(model: CatalogueEntry, provider: DemoProvider): DemoOffer {
  const label = `${provider.slug} ${model.id}`;
  return {
    model,
    provider,
    endpointId: demoId("endpoint", label),
    priceVersionId: demoId("priceVersion", label),
    prices: percentOf(model.prices, provider.pricePercent),
  };
}

function percentOf(prices: UnitPrices, percent: bigint): UnitPrices {
  const scaled: UnitPrices = {};
  for (const [bucket, amount] of Object.entries(prices)) {
    if (isUsageBucket(bucket)) scaled[bucket] = divideHalfEven(amount * percent, 100n);
  }
  return scaled;
}

/** Adds the endpoints, approved, each with its price in force since before the demo's history. */
export async function addDemoOffers(
  db: Database,
  offers: readonly DemoOffer[],
  { keyRing, sandboxUrl, since }: { keyRing: KeyRing; sandboxUrl: string; since: Date },
): Promise<void> {
  await db.prisma.endpoint.createMany({
    data: offers.map(({ model, provider, endpointId }) => ({
      id: endpointId,
      providerId: demoProviderId(provider.slug),
      modelId: model.id,
      dialect: demoDialect(provider, model.id),
      baseUrl: demoBaseUrl(sandboxUrl, provider.slug, demoDialect(provider, model.id)),
      upstreamModel: model.id,
      dataPolicy: provider.dataPolicy,
      allowsOwnKeys: true,
      credentialSealed: sealDemoCredential(keyRing, provider.slug, endpointId),
      status: "approved" as const,
      reviewNote: "Demo endpoint, approved when the demo data was made.",
      reviewedById: demoUserId("operator"),
      createdAt: since,
    })),
    skipDuplicates: true,
  });
  await db.prisma.priceVersion.createMany({
    data: offers.map(({ endpointId, priceVersionId, prices }) => ({
      id: priceVersionId,
      endpointId,
      prices: writeUnitPrices(prices),
      effectiveAt: since,
      createdById: demoUserId("provider"),
      createdAt: since,
    })),
    skipDuplicates: true,
  });
}

/** The sandbox takes any key of this form. */
export function sealDemoCredential(keyRing: KeyRing, providerSlug: string, endpointId: string): string {
  return keyRing.seal(`sk-demo-${providerSlug}`, endpointId);
}
