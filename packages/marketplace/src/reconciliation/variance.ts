/** What is compared: the processor's account with our cash, its transfers with our payouts, a provider's invoice with our cost. */
export const VARIANCE_AREAS = ["cash", "payouts", "invoices"] as const;
export type VarianceArea = (typeof VARIANCE_AREAS)[number];

/** Where finance stands with a difference; every one begins open. */
export const VARIANCE_STATES = ["open", "explained", "resolved"] as const;
export type VarianceState = (typeof VARIANCE_STATES)[number];

/** Ours is not known there, theirs is not known here, or both know it with other amounts. */
export type VarianceKind = "only_ours" | "only_theirs" | "amount_differs";

export interface Variance {
  readonly area: VarianceArea;
  /** Names the thing and how much it is off: a difference that changes is another one, and open again. */
  readonly key: string;
  readonly kind: VarianceKind;
  /** A payment, refund, dispute or payout of ours, a transaction of theirs, or a provider's model. */
  readonly subject: string;
  readonly oursNano: bigint;
  readonly theirsNano: bigint;
  /** Theirs less ours. */
  readonly differenceNano: bigint;
  readonly since: Date;
  readonly journalId: string | null;
  readonly state: VarianceState;
  readonly note: string | null;
  readonly notedBy: string | null;
  readonly notedAt: Date | null;
}

export function readState(text: string | null): VarianceState {
  return VARIANCE_STATES.find((state) => state === text) ?? "open";
}

export function kindOf(side: { readonly hasOurs: boolean; readonly hasTheirs: boolean }): VarianceKind {
  if (!side.hasTheirs) return "only_ours";
  return side.hasOurs ? "amount_differs" : "only_theirs";
}
