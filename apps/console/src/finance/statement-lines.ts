/** The amounts of a statement, or of all statements of a run together. All but the cents are nano-USD. */
export type StatementAmounts = {
  openingNano: bigint;
  providerEarnedNano: bigint;
  builderEarnedNano: bigint;
  adjustmentsNano: bigint;
  reversalsNano: bigint;
  paidNano: bigint;
  holdbackInNano: bigint;
  holdbackOutNano: bigint;
  netNano: bigint;
  payableCents: bigint;
  carryNano: bigint;
};

export type StatementLine = { key: string; label: string; nano: bigint };

const NANO_PER_CENT = 10_000_000n;

export function nanoOfCents(cents: bigint): bigint {
  return cents * NANO_PER_CENT;
}

/** A statement in the order in which it adds up: the lines before `net` sum to it. Lines that are always there stay at zero. */
export function statementLines(amounts: StatementAmounts): StatementLine[] {
  const always: StatementLine[] = [
    { key: "opening", label: "Carried over from before", nano: amounts.openingNano },
    { key: "provider", label: "Earned as provider", nano: amounts.providerEarnedNano },
    { key: "builder", label: "Earned as builder", nano: amounts.builderEarnedNano },
  ];
  const sometimes: StatementLine[] = [
    { key: "adjustments", label: "Adjustments", nano: amounts.adjustmentsNano },
    { key: "reversals", label: "Reversed calls and lost disputes", nano: amounts.reversalsNano },
    { key: "paid", label: "Paid out in the month", nano: amounts.paidNano },
    { key: "holdback-in", label: "Held back", nano: -amounts.holdbackInNano },
    { key: "holdback-out", label: "Released from holdback", nano: amounts.holdbackOutNano },
  ];
  return [...always, ...sometimes.filter((line) => line.nano !== 0n)];
}

/** Adjustments and reversals in one figure, for tables. */
export function correctionsOf(amounts: StatementAmounts): bigint {
  return amounts.adjustmentsNano + amounts.reversalsNano + amounts.paidNano;
}

/** What the month set aside, less what it released: shown as what it does to the net. */
export function holdbackOf(amounts: StatementAmounts): bigint {
  return amounts.holdbackOutNano - amounts.holdbackInNano;
}

export function earnedOf(amounts: StatementAmounts): bigint {
  return amounts.providerEarnedNano + amounts.builderEarnedNano;
}
