import { type Legs, legsFor, NO_UNITS, PRICE_SCALE } from "@tollgate/pricing/price-call";
import type { FeeVersion, MarginTerms } from "@tollgate/pricing/versions";

/** A call anyone can picture: 1 cent at the provider, a thousand tokens in and a thousand out. */
const EXAMPLE_COST_NANO = 10_000_000n;
const EXAMPLE_TOKENS = 1_000n;

export interface WorkedExample extends Legs {
  readonly tokens: number;
}

/** What an example call costs under a margin, computed by the same code that prices real calls. */
export function workedExample(fee: Pick<FeeVersion, "basisPoints" | "fixedNano">, margin: MarginTerms): WorkedExample {
  const use = {
    costScaled: EXAMPLE_COST_NANO * PRICE_SCALE,
    counts: { ...NO_UNITS, input_token: EXAMPLE_TOKENS, output_token: EXAMPLE_TOKENS },
  };
  return { tokens: 2 * Number(EXAMPLE_TOKENS), ...legsFor(use, { prices: {}, fee, margin }) };
}
