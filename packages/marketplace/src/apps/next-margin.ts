import { isNotHigher } from "@tollgate/pricing/resolve-margin";
import type { MarginTerms } from "@tollgate/pricing/versions";
import type { MarginTimeline } from "./margin-view.ts";

/** How long customers know of a higher margin before it can apply. */
export const NOTICE_DAYS = 14;
const DAY_MS = 86_400_000;

export interface MarginDecision {
  readonly effectiveAt: Date;
  /** Whether customers who pay the app have to be told and asked. */
  readonly needsConsent: boolean;
}

/** From when a newly published margin applies: at once, unless it is higher and somebody already pays this app. */
export function decideMargin(
  terms: MarginTerms,
  current: Pick<MarginTimeline, "inForce"> & { readonly activeGrants: number },
  now: Date,
): MarginDecision {
  const needsConsent = current.inForce !== null && current.activeGrants > 0 && !isNotHigher(terms, current.inForce);
  return { needsConsent, effectiveAt: needsConsent ? new Date(now.getTime() + NOTICE_DAYS * DAY_MS) : now };
}
