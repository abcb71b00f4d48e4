import { isNotHigher } from "@tollgate/pricing/resolve-margin";
import type { MarginPolicy } from "@tollgate/pricing/versions";
import { MarketplaceError } from "../errors.ts";
import type { MarginTimeline } from "./margin-view.ts";

/** How long customers know of a higher margin before it can apply. */
export const NOTICE_DAYS = 14;
const DAY_MS = 86_400_000;

export interface MarginDecision {
  readonly effectiveAt: Date;
  /** Whether customers who pay the app have to be told and asked. */
  readonly needsConsent: boolean;
}

/** How far ahead a margin can be scheduled. */
const MAX_AHEAD_DAYS = 366;

/** What a newly published margin is measured against. */
export interface MarginStanding extends Pick<MarginTimeline, "inForce" | "scheduled"> {
  readonly activeGrants: number;
}

/**
 * From when a newly published margin applies: at once, unless somebody pays this app already and it is higher than what applies or was
 * announced, or on a later day of the builder's choice.
 * @throws MarketplaceError `invalid_input` when the chosen day is before the notice is over, or more than a year ahead.
 */
export function decideMargin(
  terms: MarginPolicy,
  { inForce, scheduled, activeGrants }: MarginStanding,
  { now, effectiveOn = null }: { readonly now: Date; readonly effectiveOn?: string | null | undefined },
): MarginDecision {
  const known = inForce === null ? scheduled : [inForce, ...scheduled];
  const needsConsent = inForce !== null && activeGrants > 0 && !known.every((margin) => isNotHigher(terms, margin));
  const earliest = needsConsent ? new Date(now.getTime() + NOTICE_DAYS * DAY_MS) : now;
  return { needsConsent, effectiveAt: effectiveOn ? chosenDay(effectiveOn, earliest, now) : earliest };
}

function chosenDay(day: string, earliest: Date, now: Date): Date {
  const wanted = new Date(`${day}T00:00:00Z`);
  const field = "effectiveOn";
  if (wanted < earliest) {
    const first = new Date(earliest.getTime() + DAY_MS).toISOString().slice(0, 10);
    throw new MarketplaceError("invalid_input", `The first day this margin can be scheduled for is ${first} (UTC).`, {
      field,
    });
  }
  if (wanted.getTime() > now.getTime() + MAX_AHEAD_DAYS * DAY_MS)
    throw new MarketplaceError("invalid_input", "A margin can be scheduled at most a year ahead.", { field });
  return wanted;
}
