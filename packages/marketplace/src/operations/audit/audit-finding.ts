import { formatUsd } from "@tollgate/money/nano";

/** What is wrong, by the check that found it. Names are stable: alerts and people refer to them. Facts are in nano-USD, sentences in USD. */
export const FINDING_SENTENCES = {
  balance_differs: (subject, expected, actual) =>
    `The balance of ${subject} is ${usd(actual)}, but its entries add up to ${usd(expected)}.`,
  journal_unbalanced: (subject, _, actual) =>
    `The journal ${subject} does not balance, or has lost an entry: its entries add up to ${usd(actual)}.`,
  books_not_zero: (subject, _, actual) => `All balances in ${subject} together are ${usd(actual)} instead of zero.`,
  calls_differ_from_entries: (subject, expected, actual) =>
    `Calls settled in ${subject} come to ${usd(expected)}, but its entry says ${usd(actual)}.`,
  roll_up_differs: (subject, expected, actual) =>
    `The roll-ups of ${subject} and what waits to be counted come to ${inUsd(actual)}; its calls come to ${inUsd(expected)}.`,
  call_without_journal: (subject, expected) =>
    `The call ${subject} charged ${usd(expected)} and no journal moved the money.`,
  bill_differs: (subject, expected, actual) =>
    `The call ${subject} was charged ${usd(actual)}; billed anew from its units and pinned versions it is ${usd(expected)}.`,
  bill_impossible: (subject) =>
    `The call ${subject} used units that its pinned price version has no price for, or a version that does not exist.`,
  chain_broken: (subject, _, actual) =>
    `The hash chain does not verify at position ${subject} (${actual}): a journal was changed, removed or put in after it was linked.`,
  chain_incomplete: (subject) => `The journal ${subject} is neither in the hash chain nor waiting for it.`,
  chain_behind: (subject, _, actual) =>
    `${actual} journals have waited longer than ${subject} to be put into the hash chain: the job that links them does not run.`,
  promotional_differs: (subject, expected, actual) =>
    `The promotional credit of ${subject} is ${usd(actual)}, but its lots have ${usd(expected)} left.`,
  lot_differs: (subject, expected, actual) =>
    `The promotional lot ${subject} says ${usd(actual)} were spent; calls and refunds say ${usd(expected)}.`,
  sponsored_differs: (subject, expected, actual) =>
    `The sponsored credit of ${subject} is ${usd(actual)}, but its lots have ${usd(expected)} left.`,
  sponsored_lot_differs: (subject, expected, actual) =>
    `The sponsored lot ${subject} says ${usd(actual)} were spent; calls say ${usd(expected)}.`,
  sponsored_call_differs: (subject, expected, actual) =>
    `The call ${subject} of ${usd(expected)} was sponsored with ${usd(actual)}, which is more, or another app's.`,
  payment_differs: (subject, expected, actual) =>
    `The payment ${subject} bought ${usd(expected)} of credit, but its journal credited ${usd(actual)}.`,
  payment_not_credited: (subject, expected) =>
    `The payment ${subject} of ${usd(expected)} succeeded and has no journal.`,
  top_up_without_payment: (subject, _, actual) =>
    `The journal ${subject} credited ${usd(actual)} as a top-up, and no payment names it.`,
  quarantine_aged: (subject, _, actual) =>
    `The usage ${subject} has been in quarantine for ${actual} hours: it earns nobody anything until it is resolved.`,
  intent_expired: (subject, _, actual) =>
    `The open call ${subject} expired ${actual} seconds ago and was not swept: its hold keeps credit from being spent.`,
  stream_lag: (subject, _, actual) => `The oldest usage in ${subject} has waited ${actual} seconds to be settled.`,
  credit_inconsistent: (subject, expected, actual) =>
    `Redis lets ${subject} spend ${usd(actual)}; its own base, holds and unsettled charges give ${usd(expected)}.`,
  credit_differs: (subject, expected, actual) =>
    `Redis knows the credit of ${subject} as ${usd(actual)}; Postgres has ${usd(expected)} at the same version.`,
  credit_stale: (subject, expected, actual) =>
    `Redis knows the credit of ${subject} as ${usd(actual)}; Postgres has had ${usd(expected)} for longer than a projection takes.`,
  credit_ahead: (subject, expected, actual) =>
    `Redis knows version ${actual} of the credit of ${subject}, Postgres only ${expected}: Postgres has lost bookings.`,
  holds_differ: (subject, expected, actual) =>
    `Redis holds ${usd(actual)} of ${subject}; its open calls and refunds under way hold ${usd(expected)}.`,
  unsettled_differs: (subject, expected, actual) =>
    `Redis keeps ${usd(actual)} of ${subject} for charges that are not settled; those that wait come to ${usd(expected)}.`,
} as const satisfies Record<string, (subject: string, expected: string, actual: string) => string>;

export type FindingKind = keyof typeof FINDING_SENTENCES;

/** An amount in nano-USD, or several with a plus between them. */
function usd(nano: string): string {
  return `${nano.replaceAll(/-?\d+/g, (amount) => formatUsd(BigInt(amount)))} USD`;
}

/** Several facts in words, of which some are amounts. */
function inUsd(facts: string): string {
  return facts.replaceAll(/-?\d+ nano-USD/g, (amount) => usd(amount.replace(" nano-USD", "")));
}

/** Something that must be true of the books and is not. */
export interface AuditFinding {
  readonly kind: FindingKind;
  /** Account, journal, call or workspace at fault. */
  readonly subject: string;
  /** For people: what is wrong, amounts in USD. */
  readonly sentence: string;
  /** Amounts in nano-USD. */
  readonly expected: string;
  readonly actual: string;
}

/** A row of a check's query. */
export interface DifferenceRow {
  readonly subject: string;
  readonly expected: bigint | string;
  readonly actual: bigint | string;
}

/** Puts what a check found into sentences. */
export function toFindings(kind: FindingKind, rows: readonly DifferenceRow[]): AuditFinding[] {
  const sentence: (subject: string, expected: string, actual: string) => string = FINDING_SENTENCES[kind];
  return rows.map((row) => {
    const { subject, expected, actual } = { ...row, expected: `${row.expected}`, actual: `${row.actual}` };
    return { kind, subject, sentence: sentence(subject, expected, actual), expected, actual };
  });
}
