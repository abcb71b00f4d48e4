import type { UsageBucket } from "./usage-units.ts";

/** Unit prices in nano-USD per million units. */
export type UnitPrices = Partial<Record<UsageBucket, bigint>>;

/** An endpoint's price list, pinned at admission. */
export interface PriceVersion {
  readonly id: string;
  readonly prices: UnitPrices;
}

/** The platform's fee, pinned at admission: basis points on cost and a fixed part in nano-USD. */
export interface FeeVersion {
  readonly id: string;
  readonly basisPoints: number;
  readonly fixedNano: bigint;
}

/** An app's margin as the customer consented to it, pinned at admission. */
export interface MarginVersion extends MarginTerms {
  readonly id: string;
}

export interface MarginTerms {
  /** On the cost leg. */
  readonly basisPoints: number;
  readonly perRequestNano: bigint;
  /** Nano-USD per million tokens, input and output together. */
  readonly perMillionTokensNano: bigint;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
}
