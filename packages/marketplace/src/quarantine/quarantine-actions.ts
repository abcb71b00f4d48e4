/** What a person can decide about usage in quarantine. */
export const QUARANTINE_ACTIONS = ["settle", "void", "keep", "book_difference", "discard"] as const;

export type QuarantineAction = (typeof QUARANTINE_ACTIONS)[number];

/** How each decision stands in the row afterwards. */
export const RESOLUTION_OF = {
  settle: "settled",
  void: "voided",
  keep: "kept",
  book_difference: "difference_booked",
  discard: "discarded",
} as const satisfies Record<QuarantineAction, string>;

const SETTLE_OR_VOID: readonly QuarantineAction[] = ["settle", "void"];

/**
 * Decisions that fit the reason. What was never recorded can be settled at its pinned versions or voided; what was recorded stands, and a
 * different end can only be noted or its difference booked; what cannot be read can only be put away, and is kept.
 */
export function actionsFor(reason: string): readonly QuarantineAction[] {
  if (reason === "already_ended") return ["keep", "book_difference"];
  if (reason === "malformed") return ["discard"];
  return SETTLE_OR_VOID;
}
