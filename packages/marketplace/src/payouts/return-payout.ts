import type { Transaction } from "@tollgate/db/open-database";

export interface ReturnedTransfer {
  readonly transferId: string;
  readonly problem: string;
}

/**
 * Books that a transfer came back: the amount is payable again and part of the next statement. Twice is once.
 * @returns where its attempt stands afterwards, `unknown_transfer` when none of ours has it.
 */
export async function returnPayout(
  tx: Pick<Transaction, "$queryRaw">,
  { transferId, problem }: ReturnedTransfer,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ status: string }[]>`
    SELECT return_payout(${transferId}::text, ${problem}::text) AS status`;
  return row?.status ?? "unknown_transfer";
}
