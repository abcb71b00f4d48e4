import { type Legs, NO_CHARGE, priceCall } from "@tollgate/pricing/price-call";
import type { Admission } from "./admission.ts";
import type { CallOutcome } from "./call-outcome.ts";
import { candidateOf } from "./candidate-of.ts";
import { pinnedVersions } from "./pinned-versions.ts";

type Priced = Pick<CallOutcome, "endpointId" | "ownKeyId" | "units">;

/**
 * What a call costs at the versions pinned when it was admitted; `null` while nobody can say: units without a price are quarantined when they
 * are settled, so that they are neither free nor guessed.
 */
export function priceIfKnown(admission: Admission, { units, ...served }: Priced): Legs | null {
  const endpoint = candidateOf(admission, served);
  if (!endpoint) return NO_CHARGE;
  const priced = priceCall(units, pinnedVersions(endpoint, admission.fee, admission.margin));
  return priced.kind === "priced" ? priced.legs : null;
}

/** What a call is charged as it ends: nothing yet while units have no price. */
export function priceOutcome(admission: Admission, outcome: Priced): Legs {
  return priceIfKnown(admission, outcome) ?? NO_CHARGE;
}
