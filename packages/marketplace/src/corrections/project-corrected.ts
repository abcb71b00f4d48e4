import { type CreditStores, projectCredit } from "../settlement/project-credit.ts";

/** Brings the credit of everybody to Redis whose credit a correction changed: of a sponsored call also whose allowance had paid. */
export async function projectCorrected(stores: CreditStores, correctionId: string): Promise<void> {
  const { rows } = await stores.db.pool.query<{ owner: string }>(
    `SELECT DISTINCT a.owner FROM correction c JOIN entry e ON e.journal_id = c.journal_id JOIN ledger_account a ON a.id = e.account_id
      WHERE c.id = $1 AND a.type IN ('customer_credit', 'customer_promotional_credit')`,
    [correctionId],
  );
  for (const { owner } of rows) await projectCredit(stores, owner);
}
