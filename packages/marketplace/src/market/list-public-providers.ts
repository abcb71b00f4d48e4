import { isAsPrivate } from "@tollgate/gateway/route-policy";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import { uptimeOf } from "@tollgate/gateway/signal-summary";
import { z } from "zod";
import { loadOffers } from "../catalogue/load-offers.ts";
import type { OfferView } from "../catalogue/model-view.ts";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { readDataPolicy } from "../snapshot/data-policy.ts";

export const GetPublicProviderInput = z.object({ slug: z.string().max(100) });
export type GetPublicProviderInput = z.input<typeof GetPublicProviderInput>;

/** Somebody who serves models, as anyone may see them. */
export interface PublicProvider {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly isDemo: boolean;
  /** Models offered now. */
  readonly models: number;
  /** Share of a day's attempts that were served, over all endpoints; `null` without calls. */
  readonly uptime1d: number | null;
  /** Attempts of that day. */
  readonly attempts1d: number;
  /** What all of their endpoints promise at least. */
  readonly dataPolicy: DataPolicy;
  readonly since: Date;
}

export interface PublicProviderDetail extends PublicProvider {
  /** By model id. */
  readonly offers: readonly (OfferView & { readonly modelId: string; readonly modelName: string })[];
}

const DAY_MS = 86_400_000;

/** Providers with something on offer, most models first. Public. */
export async function listPublicProviders(ctx: Context): Promise<PublicProvider[]> {
  const providers = await readProviders(ctx, {});
  return providers.map(({ endpoints: _, ...provider }) => provider).sort(mostModelsFirst);
}

/** One provider with everything it offers now. Public. */
export async function getPublicProvider(ctx: Context, input: GetPublicProviderInput): Promise<PublicProviderDetail> {
  const { slug } = parseInput(GetPublicProviderInput, input);
  const [found] = await readProviders(ctx, { slug });
  if (!found) throw new MarketplaceError("not_found", "No provider of this name offers anything at the moment.");
  const { endpoints, ...provider } = found;
  const models = await loadOffers(ctx, [...new Set(endpoints.map(({ modelId }) => modelId))]);
  const offers = models.flatMap(({ model, offers: all }) =>
    all
      .filter((offer) => offer.provider.slug === slug)
      .map((offer) => ({ ...offer, modelId: model.id, modelName: model.name })),
  );
  return { ...provider, offers };
}

async function readProviders(ctx: Context, where: { slug?: string }) {
  const now = ctx.now();
  const offered = { status: "approved", priceVersions: { some: { effectiveAt: { lte: now } } } } as const;
  const rows = await ctx.db.prisma.provider.findMany({
    where: { ...where, status: "active", endpoints: { some: offered } },
    include: { endpoints: { where: offered, select: { id: true, modelId: true, dataPolicy: true } } },
    orderBy: { slug: "asc" },
  });
  const attempts = await readAttempts(
    ctx,
    rows.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)),
    now,
  );
  return rows.map(({ slug, name, description, isDemo, createdAt, endpoints }) => {
    const own = endpoints.map(({ id }) => attempts.get(id) ?? NO_ATTEMPTS);
    const served = own.reduce((sum, one) => sum + one.served, 0);
    const failed = own.reduce((sum, one) => sum + one.failed, 0);
    return {
      slug,
      name,
      description,
      isDemo,
      since: createdAt,
      models: new Set(endpoints.map(({ modelId }) => modelId)).size,
      uptime1d: uptimeOf(served, failed),
      attempts1d: served + failed,
      dataPolicy: leastPrivate(endpoints.map((one) => readDataPolicy(one.dataPolicy))),
      endpoints,
    };
  });
}

const NO_ATTEMPTS = { served: 0, failed: 0 };

async function readAttempts(
  { db }: Context,
  endpointIds: string[],
  now: Date,
): Promise<Map<string, typeof NO_ATTEMPTS>> {
  const sums = await db.prisma.endpointSlot.groupBy({
    by: ["endpointId"],
    where: { endpointId: { in: endpointIds }, since: { gt: new Date(now.getTime() - DAY_MS) } },
    _sum: { served: true, failed: true },
  });
  return new Map(
    sums.map(({ endpointId, _sum }) => [endpointId, { served: _sum.served ?? 0, failed: _sum.failed ?? 0 }]),
  );
}

function leastPrivate(policies: readonly DataPolicy[]): DataPolicy {
  const [first = "may_train", ...others] = policies;
  return others.reduce((least, policy) => (isAsPrivate(policy, least) ? least : policy), first);
}

function mostModelsFirst(a: PublicProvider, b: PublicProvider): number {
  return b.models - a.models || (a.slug < b.slug ? -1 : 1);
}
