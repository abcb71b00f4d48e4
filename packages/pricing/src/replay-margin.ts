import { legsFor, NO_UNITS, PRICE_SCALE, priceCall } from "./price-call.ts";
import type { UsageUnits } from "./usage-units.ts";
import { type MarginPolicy, termsFor, type UnitPrices } from "./versions.ts";

const NO_FEE = { basisPoints: 0, fixedNano: 0n };

/** One call as it was metered. */
export interface MeteredCall {
  readonly modelId: string;
  readonly units: UsageUnits;
  /** Of the pinned price version, corrections included. */
  readonly prices: UnitPrices;
}

/**
 * The surcharge a call would have carried under another margin, in nano-USD: what settlement would have booked, to the last digit.
 * @returns `null` when a bucket has units and no price.
 */
export function replaySurcharge({ modelId, units, prices }: MeteredCall, margin: MarginPolicy): bigint | null {
  const priced = priceCall(units, { prices, fee: NO_FEE, margin: termsFor(margin, modelId) });
  return priced.kind === "priced" ? priced.legs.surchargeNano : null;
}

/** Sums over calls of one model, of which only the tokens and the rounded cost are known. */
export interface SummedCalls {
  readonly modelId: string;
  /** Calls that delivered something. */
  readonly calls: number;
  readonly costNano: bigint;
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
}

/**
 * The surcharge of many calls from their sums, in nano-USD. Under terms without minimum, cap and parts for other units than tokens it is
 * `replaySurcharge` of each call to within their rounding; with a minimum or cap it takes every call for an average one.
 */
export function surchargeOfSum(sum: SummedCalls, margin: MarginPolicy): bigint {
  if (sum.calls === 0) return 0n;
  const terms = termsFor(margin, sum.modelId);
  const times = BigInt(sum.calls);
  const all = {
    ...terms,
    perRequestNano: terms.perRequestNano * times,
    minimumNano: terms.minimumNano * times,
    capNano: terms.capNano === null ? null : terms.capNano * times,
  };
  const counts = { ...NO_UNITS, input_token: sum.inputTokens, output_token: sum.outputTokens };
  const use = { costScaled: sum.costNano * PRICE_SCALE, counts };
  return legsFor(use, { prices: {}, fee: NO_FEE, margin: all }).surchargeNano;
}
