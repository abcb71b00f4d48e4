import type { Database } from "@tollgate/db/open-database";
import { expect } from "vitest";

/** What must hold in Postgres at every moment, whatever happened before. Fails the test otherwise. */
export async function expectBooksToBalance({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ books: bigint; drifted: bigint; calls: bigint; charged: bigint }>(`SELECT
    (SELECT coalesce(sum(posted_nano), 0) FROM balance)::bigint AS books,
    (SELECT count(*) FROM balance b WHERE b.posted_nano <> (SELECT coalesce(sum(e.amount_nano), 0) FROM entry e WHERE e.account_id = b.account_id)) AS drifted,
    (SELECT coalesce(sum(charge_nano), 0) FROM call)::bigint AS calls,
    (SELECT coalesce(-sum(e.amount_nano), 0) FROM entry e JOIN ledger_account a ON a.id = e.account_id JOIN journal j ON j.id = e.journal_id
      WHERE j.kind = 'call_settlement' AND a.type IN ('customer_credit', 'customer_promotional_credit', 'sponsored_credit'))::bigint AS charged`);
  const books = rows[0];
  expect(books).toMatchObject({ books: 0n, drifted: 0n });
  expect(books?.calls).toBe(books?.charged);
}

/** Posted balance of an account, zero when it does not exist. */
export async function accountBalance({ pool }: Database, owner: string, type: string): Promise<bigint> {
  const { rows } = await pool.query<{ posted: bigint }>(
    "SELECT b.posted_nano AS posted FROM balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.owner = $1 AND a.type = $2",
    [owner, type],
  );
  return rows[0]?.posted ?? 0n;
}
