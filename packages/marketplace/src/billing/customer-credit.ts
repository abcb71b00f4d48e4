import type { Transaction } from "@tollgate/db/open-database";

/** Paid credit as booked. Calls that settle a moment later may take it below what was read. */
export async function customerCredit(tx: Pick<Transaction, "$queryRaw">, workspaceId: string): Promise<bigint> {
  const rows = await tx.$queryRaw<{ posted: bigint }[]>`SELECT b.posted_nano AS posted FROM balance b
    JOIN ledger_account a ON a.id = b.account_id
    WHERE a.owner = ${workspaceId} AND a.type = 'customer_credit' AND a.currency = 'USD'`;
  return rows[0]?.posted ?? 0n;
}
