import type { Nano } from "@tollgate/money/nano";
import type { PayoutSettings } from "./payout-settings.ts";
import type { Statement } from "./statement.ts";

/** What a reviewer should look at before approving, and why. */
export type Anomaly =
  | { readonly kind: "first_payout" }
  | { readonly kind: "much_more" | "much_less"; readonly percent: bigint }
  | { readonly kind: "disputes_lost"; readonly nano: Nano }
  | { readonly kind: "adjusted"; readonly nano: Nano }
  | { readonly kind: "went_negative" }
  | { readonly kind: "account_changed" };

export interface Reviewed {
  readonly statement: Pick<Statement, "netNano" | "payableCents" | "adjustmentsNano" | "reversalsNano"> & EarnedAmounts;
  /** The month before; `null` when the payee had no statement then. */
  readonly previous: ({ readonly netNano: Nano } & EarnedAmounts) | null;
  /** Whether the account the money goes to changed since the last payout. */
  readonly accountChanged: boolean;
}

interface EarnedAmounts {
  readonly providerEarnedNano: Nano;
  readonly builderEarnedNano: Nano;
}

/** Differences below this are never pointed out: a percent of a cent is not news. */
const TOO_SMALL_NANO = 10_000_000_000n;

export function findAnomalies({ statement, previous, accountChanged }: Reviewed, settings: PayoutSettings): Anomaly[] {
  const found: Anomaly[] = [];
  if (previous === null && statement.payableCents > 0n) found.push({ kind: "first_payout" });
  const change = previous && changeInPercent(earnedOf(previous), earnedOf(statement));
  if (change && (change.percent > BigInt(settings.anomalyPercent) || change.percent < -BigInt(settings.anomalyPercent)))
    found.push({ kind: change.percent > 0n ? "much_more" : "much_less", percent: change.percent });
  if (statement.reversalsNano < 0n) found.push({ kind: "disputes_lost", nano: statement.reversalsNano });
  if (statement.adjustmentsNano !== 0n) found.push({ kind: "adjusted", nano: statement.adjustmentsNano });
  if (statement.netNano < 0n && (previous === null || previous.netNano >= 0n)) found.push({ kind: "went_negative" });
  if (accountChanged && statement.payableCents > 0n) found.push({ kind: "account_changed" });
  return found;
}

function earnedOf(amounts: EarnedAmounts): Nano {
  return amounts.providerEarnedNano + amounts.builderEarnedNano;
}

/** Whole percent, rounded towards zero; `null` when there is nothing to compare with or the difference is too small to matter. */
function changeInPercent(before: Nano, now: Nano): { percent: bigint } | null {
  const difference = now - before;
  if (before <= 0n || (difference < TOO_SMALL_NANO && difference > -TOO_SMALL_NANO)) return null;
  return { percent: (difference * 100n) / before };
}
