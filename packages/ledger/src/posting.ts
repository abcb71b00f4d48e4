import { type AccountType, PLATFORM_OWNER } from "./account-types.ts";
import { JOURNAL_KINDS, type JournalKind } from "./journal-kinds.ts";

/** One side of a journal: positive credits the account, negative debits it. */
export interface Posting {
  readonly type: AccountType;
  /** Workspace id, or `platform`. */
  readonly owner: string;
  readonly amountNano: bigint;
}

export interface JournalDraft {
  readonly kind: JournalKind;
  /** The same key never posts twice; with other content it is refused. */
  readonly idempotencyKey: string;
  readonly eventAt: Date;
  readonly memo: string;
  readonly reverses: string | null;
  readonly postings: readonly Posting[];
}

/**
 * Checks a journal before it is sent: balanced, allowed account types, no zero amounts, no account twice.
 * The database checks the same again.
 * @throws RangeError naming what is wrong.
 */
export function assertBalanced(draft: Pick<JournalDraft, "kind" | "postings">): void {
  const allowed: readonly AccountType[] = JOURNAL_KINDS[draft.kind];
  const seen = new Set<string>();
  let sum = 0n;
  for (const { type, owner, amountNano } of draft.postings) {
    if (amountNano === 0n) throw new RangeError(`${draft.kind}: an entry of zero on ${type}`);
    if (!allowed.includes(type)) throw new RangeError(`${draft.kind} may not touch ${type}`);
    if (seen.has(`${type} ${owner}`)) throw new RangeError(`${draft.kind}: ${type} of ${owner} appears twice`);
    seen.add(`${type} ${owner}`);
    sum += amountNano;
  }
  if (draft.postings.length < 2) throw new RangeError(`${draft.kind} needs at least two entries`);
  if (sum !== 0n) throw new RangeError(`${draft.kind} does not balance: ${sum} nano too much`);
}

/** Credit bought: the customer's credit rises by what the processor took in. */
export function topUpPostings(workspaceId: string, creditNano: bigint): Posting[] {
  return [
    { type: "customer_credit", owner: workspaceId, amountNano: creditNano },
    { type: "processor_cash", owner: PLATFORM_OWNER, amountNano: -creditNano },
  ];
}

/** The mirror of postings: every amount turned. */
export function mirrored(postings: readonly Posting[]): Posting[] {
  return postings.map((posting) => ({ ...posting, amountNano: -posting.amountNano }));
}
