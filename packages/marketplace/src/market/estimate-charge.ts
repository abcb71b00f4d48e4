import { type Legs, priceCall } from "@tollgate/pricing/price-call";
import { z } from "zod";
import { MarginFields, marginTerms } from "../apps/margin-input.ts";
import { getModel } from "../catalogue/get-model.ts";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";

const Count = z.number().int().min(0).max(10_000_000, "Use at most ten million tokens a call.");

export const EstimateChargeInput = z.object({
  modelId: z.string().max(200),
  inputTokens: Count.default(1_000),
  /** Of the input, how many come from a provider's cache. */
  cachedTokens: Count.default(0),
  outputTokens: Count.default(500),
  /** An app's margin on the provider's price. */
  marginPercent: MarginFields.shape.percent.default("0"),
  /** Calls alike. */
  calls: z.number().int().min(1).max(1_000_000_000, "Use at most a billion calls.").default(1),
});
export type EstimateChargeInput = z.input<typeof EstimateChargeInput>;

export interface ChargeEstimate {
  /** What calls cost at each provider, cheapest first. */
  readonly offers: readonly {
    readonly endpointId: string;
    readonly provider: string;
    /** Of one call, as it would be settled. */
    readonly call: Legs;
    /** Of all calls. */
    readonly all: Legs;
  }[];
}

/** What calls of a size cost at every provider of a model, by the arithmetic that settles real ones. Public. */
export async function estimateCharge(ctx: Context, input: EstimateChargeInput): Promise<ChargeEstimate> {
  const { modelId, inputTokens, cachedTokens, outputTokens, marginPercent, calls } = parseInput(
    EstimateChargeInput,
    input,
  );
  const [model, fee] = await Promise.all([getModel(ctx, { modelId }), loadFee(ctx.db, ctx.now().getTime())]);
  const margin = marginTerms({ percent: marginPercent });
  const cached = Math.min(cachedTokens, inputTokens);
  const units = { input: inputTokens - cached, cache_read: cached, output: outputTokens };
  const offers = model.offers.flatMap((offer) => {
    const priced = priceCall(units, { prices: offer.prices, fee, margin });
    if (priced.kind === "unpriced") return [];
    return [
      {
        endpointId: offer.id,
        provider: offer.provider.name,
        call: priced.legs,
        all: times(priced.legs, BigInt(calls)),
      },
    ];
  });
  return { offers: offers.sort((a, b) => Number(a.call.chargeNano - b.call.chargeNano)) };
}

function times(legs: Legs, count: bigint): Legs {
  return {
    costNano: legs.costNano * count,
    feeNano: legs.feeNano * count,
    surchargeNano: legs.surchargeNano * count,
    chargeNano: legs.chargeNano * count,
  };
}
