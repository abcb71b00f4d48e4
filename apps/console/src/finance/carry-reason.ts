export type CarryReason = "below_minimum" | "negative" | "unverified" | "paused";

const SHORT: Record<CarryReason, string> = {
  below_minimum: "below $25 minimum",
  negative: "negative balance",
  unverified: "not verified",
  paused: "paused by finance",
};

const SENTENCE: Record<CarryReason, string> = {
  below_minimum: "The net is below the minimum payout of $25.00, so all of it carries over to the next month.",
  negative: "The net is negative. It is set against what is earned in the months to come.",
  unverified: "The payee’s identity is not verified yet. The net carries over until it is.",
  paused: "Finance keeps this payee’s money back while something is looked into. The net carries over until then.",
};

/** Why nothing is paid, in a few words. */
export function carryWord(reason: CarryReason): string {
  return SHORT[reason];
}

/** Why what carries over does; without a reason only what is smaller than a cent does. */
export function carrySentence(reason: CarryReason | null): string {
  return reason ? SENTENCE[reason] : "Payouts are whole cents. What is smaller than a cent carries over.";
}
