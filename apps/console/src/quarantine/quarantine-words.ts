import { formatMoney } from "@tollgate/ui/format/money";

type Legs = { readonly costNano: bigint; readonly feeNano: bigint; readonly surchargeNano: bigint };

const REASONS = new Map([
  ["unpriced_unit", "No price for a unit"],
  ["unknown_version", "Unknown version"],
  ["leg_mismatch", "Charges disagree"],
  ["already_ended", "Ended before"],
  ["rejected", "Refused by the ledger"],
  ["malformed", "Not readable"],
]);

const RESOLUTIONS = new Map([
  ["settled", "Settled at the pinned versions"],
  ["voided", "Voided: nobody pays"],
  ["kept", "Recorded end kept"],
  ["difference_booked", "Difference booked"],
  ["discarded", "Discarded"],
]);

/** Why usage is in quarantine, in two or three words. */
export function reasonWords(reason: string): string {
  return REASONS.get(reason) ?? reason.replaceAll("_", " ");
}

export function resolutionWords(resolution: string): string {
  return RESOLUTIONS.get(resolution) ?? resolution.replaceAll("_", " ");
}

/** What was noted when it came in, as a sentence; its amounts are nano-USD there and dollars here. */
export function detailWords(detail: string): string {
  const inDollars = detail.replaceAll(/\b\d+(?: \+ \d+)+/g, (legs) =>
    legs
      .split(" + ")
      .map((nano) => formatMoney(BigInt(nano), "exact"))
      .join(" + "),
  );
  return inDollars.charAt(0).toUpperCase() + inDollars.slice(1);
}

/** How much money a decision moves; nothing where it moves none, or where that cannot be told. */
export function amountWords(
  action: string,
  event: { now: { legs: Legs | null }; recorded: Legs | null },
): string | null {
  const { now, recorded } = event;
  if (now.legs === null) return null;
  if (action === "settle") return `The customer pays ${formatMoney(sum(now.legs), "exact")}.`;
  if (action !== "book_difference" || recorded === null) return null;
  const more = sum(now.legs) - sum(recorded);
  return `That is ${formatMoney(more, "exact")}: ${formatMoney(sum(now.legs), "exact")} instead of ${formatMoney(sum(recorded), "exact")}.`;
}

function sum({ costNano, feeNano, surchargeNano }: Legs): bigint {
  return costNano + feeNano + surchargeNano;
}

/** Reasons whose events can be settled all at once when their cause is gone. */
export const REPLAYABLE = ["unpriced_unit", "unknown_version", "leg_mismatch", "rejected"] as const;

export type Replayable = (typeof REPLAYABLE)[number];

export function isReplayable(reason: string | null): reason is Replayable {
  return REPLAYABLE.some((one) => one === reason);
}
