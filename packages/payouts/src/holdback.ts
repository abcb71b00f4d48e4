import type { Nano } from "@tollgate/money/nano";
import { type Month, monthBounds } from "./months.ts";
import type { PayoutSettings } from "./payout-settings.ts";

const DAY_MS = 86_400_000;
const BASIS = 10_000n;

/** What the ledger says about a payee when a month closes. */
export interface HoldbackFacts {
  readonly month: Month;
  readonly providerEarnedNano: Nano;
  readonly builderEarnedNano: Nano;
  /** Start of the first UTC month anything was earned in; `null` when nothing ever was. */
  readonly firstEarnedAt: Date | null;
  /** Earned in this month and the two before it. */
  readonly quarterEarnedNano: Nano;
  /** Lost in disputes in the same three months, as a positive amount. */
  readonly quarterDisputedNano: Nano;
}

export type HoldbackReason = "new_payee" | "dispute_rate";

export type HoldbackDecision =
  | { readonly kind: "none" }
  | {
      readonly kind: "hold";
      readonly reason: HoldbackReason;
      /** Taken from what was earned as a provider, and as a builder. */
      readonly providerNano: Nano;
      readonly builderNano: Nano;
      /** From when it may be released. */
      readonly releaseAt: Date;
    };

/** Whether part of a month's earnings is set aside, how much and until when. Rounded down: the doubt is the platform's. */
export function decideHoldback(facts: HoldbackFacts, settings: PayoutSettings): HoldbackDecision {
  const reason = reasonToHold(facts, settings);
  const providerNano = shareOf(facts.providerEarnedNano, settings.holdbackBasisPoints);
  const builderNano = shareOf(facts.builderEarnedNano, settings.holdbackBasisPoints);
  if (reason === null || providerNano + builderNano === 0n) return { kind: "none" };
  const end = monthBounds(facts.month).end;
  return {
    kind: "hold",
    reason,
    providerNano,
    builderNano,
    releaseAt: new Date(end.getTime() + settings.holdbackDays * DAY_MS),
  };
}

function reasonToHold(facts: HoldbackFacts, settings: PayoutSettings): HoldbackReason | null {
  if (facts.firstEarnedAt === null) return null;
  const knownMs = monthBounds(facts.month).end.getTime() - facts.firstEarnedAt.getTime();
  if (knownMs < settings.newPayeeDays * DAY_MS) return "new_payee";
  const disputed = facts.quarterDisputedNano * BASIS;
  return disputed > facts.quarterEarnedNano * BigInt(settings.disputeRateBasisPoints) ? "dispute_rate" : null;
}

function shareOf(earnedNano: Nano, basisPoints: number): Nano {
  return earnedNano > 0n ? (earnedNano * BigInt(basisPoints)) / BASIS : 0n;
}
