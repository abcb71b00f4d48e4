import { divideHalfEven } from "@tollgate/money/rounding";
import {
  isMeteredBucket,
  UNIT_CLASSES,
  type UnitClass,
  type UsageBucket,
  type UsageUnits,
  unitClassOf,
} from "./usage-units.ts";
import type { FeeVersion, MarginTerms, UnitPrices } from "./versions.ts";

/** The three legs of a charge in nano-USD; `chargeNano` is their sum by addition. */
export interface Legs {
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
}

export interface PinnedVersions {
  readonly prices: UnitPrices;
  readonly fee: Pick<FeeVersion, "basisPoints" | "fixedNano"> & Partial<Pick<FeeVersion, "appliesTo">>;
  readonly margin: MarginTerms | null;
}

export type PricedCall =
  | { readonly kind: "priced"; readonly legs: Legs }
  | { readonly kind: "unpriced"; readonly buckets: UsageBucket[] };

export const NO_CHARGE: Legs = { costNano: 0n, feeNano: 0n, surchargeNano: 0n, chargeNano: 0n };

export type UnitCounts = Readonly<Record<UnitClass, bigint>>;

export const NO_UNITS: UnitCounts = { input_token: 0n, output_token: 0n, image: 0n, audio_second: 0n, search: 0n };

/** Scale of unit prices: per million units. */
export const PRICE_SCALE = 1_000_000n;
/** Basis points in one. */
export const BASIS_POINTS = 10_000n;

/**
 * Prices metered usage at pinned versions. Every leg is rounded once, half to even, from the exact cost, and the charge is their sum.
 * A call that delivered nothing (no units, or all zero) costs nothing, whatever fixed parts the versions have.
 * @returns `unpriced` with the buckets that have units but no price: never free, never guessed.
 */
export function priceCall(units: UsageUnits, versions: PinnedVersions): PricedCall {
  const unpriced: UsageBucket[] = [];
  let costScaled = 0n;
  const counts: Record<UnitClass, bigint> = { ...NO_UNITS };
  let any = false;
  for (const name in units) {
    if (!isMeteredBucket(name)) throw new RangeError(`unknown usage bucket ${name}`);
    const count = units[name];
    if (count === undefined || count === 0) continue;
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`${name} must be a non-negative integer, got ${count}`);
    any = true;
    const price = versions.prices[name];
    if (price === undefined) unpriced.push(name);
    else costScaled += BigInt(count) * price;
    const unit = unitClassOf(name);
    if (unit !== null) counts[unit] += BigInt(count);
  }
  if (unpriced.length > 0) return { kind: "unpriced", buckets: unpriced };
  if (!any) return { kind: "priced", legs: NO_CHARGE };
  costScaled += versions.prices.request ?? 0n;
  return { kind: "priced", legs: legsFor({ costScaled, counts }, versions) };
}

/** What a call used, exactly: cost in nano-USD times `PRICE_SCALE`, and its units by class. */
export interface ExactUse {
  readonly costScaled: bigint;
  readonly counts: UnitCounts;
}

/**
 * Rounds each leg once from the exact use and adds them up. A fee in place of the price leaves no cost leg, and a margin's share of the cost is
 * a share of nothing: its other parts stay.
 */
export function legsFor(exact: ExactUse, { fee, margin }: PinnedVersions, round = divideHalfEven): Legs {
  const isPaid = fee.appliesTo === undefined || fee.appliesTo === "call";
  const use = isPaid ? exact : { ...exact, costScaled: 0n };
  const costNano = round(use.costScaled, PRICE_SCALE);
  const feeNano = round(exact.costScaled * BigInt(fee.basisPoints), PRICE_SCALE * BASIS_POINTS) + fee.fixedNano;
  const surchargeNano = margin ? surchargeFor(use, margin, round) : 0n;
  return { costNano, feeNano, surchargeNano, chargeNano: costNano + feeNano + surchargeNano };
}

function surchargeFor({ costScaled, counts }: ExactUse, margin: MarginTerms, round: typeof divideHalfEven): bigint {
  const onCost = costScaled * BigInt(margin.basisPoints);
  let onUse = margin.perRequestNano * PRICE_SCALE;
  onUse += (counts.input_token + counts.output_token) * margin.perMillionTokensNano;
  for (const unit of UNIT_CLASSES) {
    const part = margin.perMillionUnitsNano[unit];
    if (part !== undefined) onUse += counts[unit] * part;
  }
  const surcharge = round(onCost + onUse * BASIS_POINTS, PRICE_SCALE * BASIS_POINTS);
  if (surcharge < margin.minimumNano) return margin.minimumNano;
  if (margin.capNano !== null && surcharge > margin.capNano) return margin.capNano;
  return surcharge;
}
