import { isNotHigher, resolveMargin } from "@tollgate/pricing/resolve-margin";
import { type MarginView, marginTimeline, toPublishedMargin } from "./margin-view.ts";

export type ConsentDecision = { readonly kind: "accepted" } | { readonly kind: "refused"; readonly sentence: string };

/**
 * Whether a customer may consent to this margin now: only to the one in force or the announced next one. The announced one can be accepted
 * ahead only while calls are not refused and when it is higher in every part, so that the margin until then stays the one in force.
 */
export function decideConsent(
  margins: readonly MarginView[],
  { acceptedId, proposedId }: { readonly acceptedId: string; readonly proposedId: string },
  now: Date,
): ConsentDecision {
  const { inForce, pending } = marginTimeline(margins, now);
  if (inForce?.id === proposedId) return { kind: "accepted" };
  if (!inForce || pending?.id !== proposedId)
    return { kind: "refused", sentence: "The app’s margin has changed since you saw it. Look at the new one first." };
  const standing = margins.filter((margin) => margin.withdrawnAt === null);
  const current = resolveMargin(standing.map(toPublishedMargin), acceptedId, now.getTime());
  if (current.kind === "consent_required")
    return { kind: "refused", sentence: "Accept the margin in force first; this one is not in force yet." };
  if (!isNotHigher(inForce, pending)) {
    const day = pending.effectiveAt.toISOString().slice(0, 10);
    return { kind: "refused", sentence: `This margin takes effect on ${day} (UTC) and can be accepted from then on.` };
  }
  return { kind: "accepted" };
}
