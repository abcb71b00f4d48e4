import { type Legs, legsFor, PRICE_SCALE } from "@tollgate/pricing/price-call";
import type { FeeVersion, MarginTerms } from "@tollgate/pricing/versions";

/** A call anyone can picture: 1 cent at the provider, two thousand tokens. */
const EXAMPLE_COST_NANO = 10_000_000n;
const EXAMPLE_TOKENS = 2_000n;

export interface WorkedExample extends Legs {
  readonly tokens: number;
}

/** What an example call costs under a margin, computed by the same code that prices real calls. */
export function workedExample(fee: Pick<FeeVersion, "basisPoints" | "fixedNano">, margin: MarginTerms): WorkedExample {
  const use = { costScaled: EXAMPLE_COST_NANO * PRICE_SCALE, tokens: EXAMPLE_TOKENS };
  return { tokens: Number(EXAMPLE_TOKENS), ...legsFor(use, { prices: {}, fee, margin }) };
}
