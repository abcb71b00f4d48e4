import { type Legs, NO_CHARGE, priceCall } from "@tollgate/pricing/price-call";
import type { Admission } from "./admission.ts";
import type { CallOutcome } from "./call-outcome.ts";
import { candidateOf } from "./candidate-of.ts";
import { pinnedVersions } from "./pinned-versions.ts";

/**
 * What a call costs at the versions pinned when it was admitted. Units without a price give no charge here: settlement quarantines them, so
 * that they are neither free nor guessed.
 */
export function priceOutcome(
  admission: Admission,
  { units, ...served }: Pick<CallOutcome, "endpointId" | "ownKeyId" | "units">,
): Legs {
  const endpoint = candidateOf(admission, served);
  if (!endpoint) return NO_CHARGE;
  const priced = priceCall(units, pinnedVersions(endpoint, admission.fee, admission.margin));
  return priced.kind === "priced" ? priced.legs : NO_CHARGE;
}
