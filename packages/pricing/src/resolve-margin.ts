import { UNIT_CLASSES, type UnitClass } from "./usage-units.ts";
import { type MarginPolicy, type MarginTerms, type MarginVersion, termsFor } from "./versions.ts";

export interface PublishedMargin extends MarginVersion {
  readonly version: number;
  readonly effectiveAtMs: number;
}

export type ResolvedMargin =
  | { readonly kind: "margin"; readonly margin: PublishedMargin }
  | { readonly kind: "consent_required"; readonly accepted: PublishedMargin; readonly proposed: PublishedMargin };

/** Whether no call of any model can cost the customer more under `next` than under `current`. */
export function isNotHigher(next: MarginPolicy, current: MarginPolicy): boolean {
  const named = new Set([...Object.keys(next.overrides), ...Object.keys(current.overrides)]);
  if (!termsAreNotHigher(next, current) || next.sponsoredMonthlyNano < current.sponsoredMonthlyNano) return false;
  return [...named].every((modelId) => termsAreNotHigher(termsFor(next, modelId), termsFor(current, modelId)));
}

function termsAreNotHigher(next: MarginTerms, current: MarginTerms): boolean {
  return (
    next.basisPoints <= current.basisPoints &&
    next.perRequestNano <= current.perRequestNano &&
    UNIT_CLASSES.every((unit) => perMillionNano(next, unit) <= perMillionNano(current, unit)) &&
    next.minimumNano <= current.minimumNano &&
    (current.capNano === null || (next.capNano !== null && next.capNano <= current.capNano))
  );
}

/** What a million units of a class add, by all parts that count them. */
function perMillionNano({ perMillionTokensNano, perMillionUnitsNano }: MarginTerms, unit: UnitClass): bigint {
  const ofTokens = unit === "input_token" || unit === "output_token" ? perMillionTokensNano : 0n;
  return ofTokens + (perMillionUnitsNano[unit] ?? 0n);
}

/**
 * Which margin a customer's calls carry now. A lower margin than the accepted one applies at once; a higher one needs the customer's
 * consent once it is in force, and until then the accepted one stays. Nobody is silently repriced.
 * @param published all versions of the app, in any order.
 */
export function resolveMargin(
  published: readonly PublishedMargin[],
  acceptedId: string,
  nowMs: number,
): ResolvedMargin {
  const accepted = published.find((margin) => margin.id === acceptedId);
  if (!accepted) throw new RangeError(`margin version ${acceptedId} is not one of the app's`);
  const inForce = marginInForce(published, nowMs);
  // Consent given ahead of the day: until then the lower margin in force applies.
  if (inForce !== null && accepted.effectiveAtMs > nowMs && isNotHigher(inForce, accepted))
    return { kind: "margin", margin: inForce };
  if (inForce === null || inForce.version <= accepted.version) return { kind: "margin", margin: accepted };
  if (isNotHigher(inForce, accepted)) return { kind: "margin", margin: inForce };
  return { kind: "consent_required", accepted, proposed: inForce };
}

/** The newest version whose time has come, or `null` before the first. */
export function marginInForce(published: readonly PublishedMargin[], nowMs: number): PublishedMargin | null {
  let inForce: PublishedMargin | null = null;
  for (const margin of published) {
    if (margin.effectiveAtMs <= nowMs && (inForce === null || margin.version > inForce.version)) inForce = margin;
  }
  return inForce;
}
