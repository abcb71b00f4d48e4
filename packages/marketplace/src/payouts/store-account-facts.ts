import type { Transaction } from "@tollgate/db/open-database";
import type { AccountFacts } from "./processor-account.ts";

export interface StoredFacts {
  readonly workspaceId: string;
  readonly country: string;
  readonly facts: AccountFacts;
  readonly now: Date;
}

/** Keeps what the processor said about an account. A status that changed is marked, so that reviewers of a run see it. */
export async function storeAccountFacts(
  tx: Transaction,
  { workspaceId, country, facts, now }: StoredFacts,
): Promise<void> {
  const { accountId, status, missing } = facts;
  const known = await tx.payoutAccount.findUnique({ where: { workspaceId } });
  // The processor asks for tax numbers itself; a form that somebody has seen stays seen.
  const asksForTax = missing.some((one) => /id_number|tax/.test(one));
  const told = asksForTax || status !== "enabled" ? "missing" : "submitted";
  const data = {
    taxForm: known?.taxForm === "accepted" ? known.taxForm : told,
    processorAccountId: accountId,
    status,
    missing: [...missing],
    checkedAt: now,
    accountChangedAt: known?.status === status ? known.accountChangedAt : now,
  };
  await tx.payoutAccount.upsert({ where: { workspaceId }, create: { workspaceId, country, ...data }, update: data });
}
