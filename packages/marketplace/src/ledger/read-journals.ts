import type { Context } from "../context.ts";

/** A line of a journal: positive credits the account. */
export interface JournalLeg {
  readonly accountType: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly amountNano: bigint;
}

export interface JournalWithLegs {
  readonly id: string;
  readonly kind: string;
  readonly memo: string;
  readonly at: Date;
  readonly legs: readonly JournalLeg[];
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly memo: string;
  readonly booked_at: Date;
  readonly type: string;
  readonly owner: string;
  readonly name: string | null;
  readonly amount: bigint;
}

/** The journals that were posted under these keys with every line of them, oldest first. */
export async function readJournals({ db }: Context, keys: readonly string[]): Promise<JournalWithLegs[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT j.id::text AS id, j.kind, j.memo, j.booked_at, a.type, a.owner, w.name, e.amount_nano AS amount
      FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id LEFT JOIN workspace w ON w.id = a.owner
      WHERE j.idempotency_key = ANY ($1::text[]) ORDER BY j.booked_at, j.id, e.amount_nano DESC, a.id`,
    [keys],
  );
  const journals = new Map<string, JournalWithLegs & { legs: JournalLeg[] }>();
  for (const { id, kind, memo, booked_at: at, type, owner, name, amount } of rows) {
    const journal = journals.get(id) ?? { id, kind, memo, at, legs: [] };
    journals.set(id, journal);
    const ownerName = name ?? (owner === "platform" ? "Platform" : owner);
    journal.legs.push({ accountType: type, owner, ownerName, amountNano: amount });
  }
  return [...journals.values()];
}
