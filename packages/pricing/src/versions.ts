import type { UnitClass, UsageBucket } from "./usage-units.ts";

/** Unit prices in nano-USD per million units. */
export type UnitPrices = Partial<Record<UsageBucket, bigint>>;

/** An endpoint's price list, pinned at admission. */
export interface PriceVersion {
  readonly id: string;
  readonly prices: UnitPrices;
}

/**
 * What a fee is for: a `call` at its endpoint's price, or in place of that price an answer that is `cached`, or a call with the customer's
 * `own_key`. With the last two nobody is paid a cost.
 */
export const FEE_SCOPES = ["call", "cached", "own_key"] as const;
export type FeeScope = (typeof FEE_SCOPES)[number];

/** The platform's fee, pinned at admission: basis points on what the call comes to at its price, and a fixed part in nano-USD. */
export interface FeeVersion {
  readonly id: string;
  readonly appliesTo: FeeScope;
  readonly basisPoints: number;
  readonly fixedNano: bigint;
}

/** An app's margin as the customer consented to it, pinned at admission. */
export interface MarginVersion extends MarginPolicy {
  readonly id: string;
}

export interface MarginTerms {
  /** On the cost leg. */
  readonly basisPoints: number;
  readonly perRequestNano: bigint;
  /** Nano-USD per million tokens, input and output together. */
  readonly perMillionTokensNano: bigint;
  /** Nano-USD per million units of a class, besides the part for all tokens; absent is none. */
  readonly perMillionUnitsNano: UnitParts;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
}

export type UnitParts = Readonly<Partial<Record<UnitClass, bigint>>>;

/** Terms for every model, other ones for models it names, and what the builder pays for the customer. */
export interface MarginPolicy extends MarginTerms {
  /** Calls of a customer the builder pays per UTC month, as far as the builder's own credit reaches; zero is none. */
  readonly sponsoredMonthlyNano: bigint;
  /** Model id → a full set of terms in place of the others. */
  readonly overrides: Readonly<Record<string, MarginTerms>>;
}

/** The terms under which calls of a model go: its own where the margin names it. */
export function termsFor(margin: MarginPolicy, modelId: string): MarginTerms {
  return Object.hasOwn(margin.overrides, modelId) ? (margin.overrides[modelId] ?? margin) : margin;
}
