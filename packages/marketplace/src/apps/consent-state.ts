import { isNotHigher, resolveMargin } from "@tollgate/pricing/resolve-margin";
import { type MarginView, marginTimeline, toPublishedMargin } from "./margin-view.ts";

/** Where a customer's consent to an app's margin stands. */
export interface ConsentState {
  /** `consent_required`: a higher margin is in force and the app's calls are refused until it is accepted. */
  readonly state: "active" | "consent_required" | "revoked";
  /** What the customer last consented to. */
  readonly accepted: MarginView;
  /** What calls carry now; the accepted one or a lower one. `null` while calls are refused. */
  readonly applied: MarginView | null;
  /** A margin that waits for consent: in force already, or announced for its `effectiveAt`. */
  readonly proposed: MarginView | null;
}

interface Consented {
  readonly status: "active" | "revoked";
  readonly marginVersionId: string;
}

/** Where a customer's consent stands. Pure. */
export function consentState(
  margins: readonly MarginView[],
  { status, marginVersionId }: Consented,
  now: Date,
): ConsentState {
  const byId = (id: string) => {
    const found = margins.find((margin) => margin.id === id);
    if (!found) throw new RangeError(`margin version ${id} is not one of the app's`);
    return found;
  };
  const accepted = byId(marginVersionId);
  if (status === "revoked") return { state: "revoked", accepted, applied: null, proposed: null };
  const standing = margins.filter((margin) => margin.withdrawnAt === null);
  const resolved = resolveMargin(standing.map(toPublishedMargin), marginVersionId, now.getTime());
  if (resolved.kind === "consent_required")
    return { state: "consent_required", accepted, applied: null, proposed: byId(resolved.proposed.id) };
  const { pending } = marginTimeline(margins, now);
  const waits = pending !== null && pending.version > accepted.version && !isNotHigher(pending, accepted);
  const proposed = waits ? pending : null;
  return { state: "active", accepted, applied: byId(resolved.margin.id), proposed };
}
