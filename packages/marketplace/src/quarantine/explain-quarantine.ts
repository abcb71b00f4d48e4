/** What is wrong, and what to do about it, in words for the operator. */
export interface QuarantineExplanation {
  readonly wrong: string;
  readonly remedy: string;
}

const EXPLANATIONS = new Map<string, QuarantineExplanation>([
  [
    "unpriced_unit",
    {
      wrong: "The provider reported units that the pinned price version has no price for.",
      remedy:
        "Supply the price of exactly those units for this version, then settle. Without a price, void: nobody pays.",
    },
  ],
  [
    "unknown_version",
    {
      wrong: "The call names a price, fee or margin version that does not exist in this database.",
      remedy: "Bring the version back if the database was restored from an older copy, then settle. Otherwise void.",
    },
  ],
  [
    "leg_mismatch",
    {
      wrong: "The proxy's charge is not what the pinned versions give for the same units.",
      remedy:
        "Settle books the worker's number, which anybody can compute again from the receipt. Void when the units themselves are in doubt.",
    },
  ],
  [
    "already_ended",
    {
      wrong: "The call is recorded already, and this later end would have charged something else.",
      remedy:
        "Keep what is recorded: the customer was told that. Or book the difference as an adjustment that the receipt lists as well.",
    },
  ],
  [
    "rejected",
    {
      wrong: "The database refused the call: what it says breaks one of the ledger's rules.",
      remedy: "Settle again once the cause is gone. Void when the call can never be booked.",
    },
  ],
  [
    "malformed",
    {
      wrong: "The entry is no usage event: it cannot be read, so nobody knows which call it belongs to.",
      remedy: "Find the program that wrote it. Discard takes it off the list and keeps it for good.",
    },
  ],
]);

export function explainQuarantine(reason: string): QuarantineExplanation {
  const unknown = { wrong: "This reason is not known to this version.", remedy: "Look at the event before deciding." };
  return EXPLANATIONS.get(reason) ?? unknown;
}
