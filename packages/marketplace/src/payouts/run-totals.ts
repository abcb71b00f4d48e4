/** Sums over the statements of a run. Also the control totals of its export. */
export interface RunTotals {
  readonly payees: number;
  /** Payees who would be sent something. */
  readonly payablePayees: number;
  readonly openingNano: bigint;
  readonly providerEarnedNano: bigint;
  readonly builderEarnedNano: bigint;
  readonly adjustmentsNano: bigint;
  readonly reversalsNano: bigint;
  readonly paidNano: bigint;
  readonly holdbackInNano: bigint;
  readonly holdbackOutNano: bigint;
  readonly netNano: bigint;
  readonly payableCents: bigint;
  readonly carryNano: bigint;
}

/** The amounts of a statement, as computed or as stored. */
export type StatementAmounts = Omit<RunTotals, "payees" | "payablePayees">;

export const NO_TOTALS: RunTotals = {
  payees: 0,
  payablePayees: 0,
  openingNano: 0n,
  providerEarnedNano: 0n,
  builderEarnedNano: 0n,
  adjustmentsNano: 0n,
  reversalsNano: 0n,
  paidNano: 0n,
  holdbackInNano: 0n,
  holdbackOutNano: 0n,
  netNano: 0n,
  payableCents: 0n,
  carryNano: 0n,
};

export function addToTotals(totals: RunTotals, one: StatementAmounts): RunTotals {
  return {
    payees: totals.payees + 1,
    payablePayees: totals.payablePayees + (one.payableCents > 0n ? 1 : 0),
    openingNano: totals.openingNano + one.openingNano,
    providerEarnedNano: totals.providerEarnedNano + one.providerEarnedNano,
    builderEarnedNano: totals.builderEarnedNano + one.builderEarnedNano,
    adjustmentsNano: totals.adjustmentsNano + one.adjustmentsNano,
    reversalsNano: totals.reversalsNano + one.reversalsNano,
    paidNano: totals.paidNano + one.paidNano,
    holdbackInNano: totals.holdbackInNano + one.holdbackInNano,
    holdbackOutNano: totals.holdbackOutNano + one.holdbackOutNano,
    netNano: totals.netNano + one.netNano,
    payableCents: totals.payableCents + one.payableCents,
    carryNano: totals.carryNano + one.carryNano,
  };
}
