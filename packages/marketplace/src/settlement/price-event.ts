import { type Legs, NO_CHARGE, priceCall } from "@tollgate/pricing/price-call";
import { termsFor } from "@tollgate/pricing/versions";
import type { Versions } from "./pinned-version-cache.ts";
import type { UsageEvent } from "./usage-event.ts";

export type PricedEvent =
  | { readonly kind: "priced"; readonly legs: Legs }
  | { readonly kind: "quarantine"; readonly reason: QuarantineReason; readonly detail: string };

export type QuarantineReason =
  | "malformed"
  | "unknown_version"
  | "unpriced_unit"
  | "leg_mismatch"
  | "rejected"
  | "already_ended";

/** Computes an event's legs anew from its pinned versions. This is the authority; an event that says otherwise goes to quarantine. */
export function priceEvent(event: UsageEvent, versions: Versions): PricedEvent {
  const legs = priceAtPinned(event, versions);
  if (legs.kind === "quarantine") return legs;
  const { costNano, feeNano, surchargeNano } = legs.legs;
  const { cost, fee, surcharge } = event.legs;
  if (cost === costNano && fee === feeNano && surcharge === surchargeNano) return legs;
  return quarantine(
    "leg_mismatch",
    `the proxy says ${cost} + ${fee} + ${surcharge}, the pinned versions say ${costNano} + ${feeNano} + ${surchargeNano}`,
  );
}

/** Prices an event at its pinned versions, whatever it says itself. */
export function priceAtPinned(event: UsageEvent, versions: Versions): PricedEvent {
  if (event.endpoint === null) return { kind: "priced", legs: NO_CHARGE };
  const price = event.price === null ? undefined : versions.prices.get(event.price);
  const fee = versions.fees.get(event.fee);
  const margin = event.margin === null ? null : versions.margins.get(event.margin);
  if (!price || !fee || margin === undefined) {
    return quarantine(
      "unknown_version",
      `price ${event.price}, fee ${event.fee} or margin ${event.margin} does not exist`,
    );
  }
  const priced = priceCall(event.units, {
    prices: price.prices,
    fee,
    margin: margin && termsFor(margin, event.model),
  });
  if (priced.kind === "priced") return priced;
  return quarantine("unpriced_unit", `price version ${price.id} has no price for ${priced.buckets.join(", ")}`);
}

function quarantine(reason: QuarantineReason, detail: string): PricedEvent {
  return { kind: "quarantine", reason, detail };
}
