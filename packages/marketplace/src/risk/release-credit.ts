import type { RiskCaseModel } from "@tollgate/db/generated/models/RiskCase";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import type { Posting } from "@tollgate/ledger/posting";

/** What freezing books: the customer's credit waits in dispute clearing. */
export function freezePostings(workspaceId: string, amountNano: bigint): Posting[] {
  return [
    { type: "customer_credit", owner: workspaceId, amountNano: -amountNano },
    { type: "dispute_clearing", owner: "platform", amountNano },
  ];
}

/** Gives back what a locked case has frozen, once. */
export async function releaseSuspicion(tx: Transaction, one: RiskCaseModel, now: Date): Promise<void> {
  if (one.frozenNano === 0n) return;
  const { journalId } = await postJournal(tx, {
    kind: "dispute_won",
    idempotencyKey: `risk_release:${one.id}`,
    eventAt: now,
    memo: `Frozen credit given back, case ${one.id}`,
    reverses: null,
    postings: freezePostings(one.workspaceId, -one.frozenNano),
  });
  await tx.riskCase.update({ where: { id: one.id }, data: { frozenNano: 0n, releaseJournalId: journalId } });
}

/** Gives back all that suspicion has frozen of a workspace. The caller holds the lock of one of its payments. */
export async function releaseAllSuspicion(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM risk_case WHERE workspace_id = ${workspaceId} AND frozen_nano > 0 ORDER BY id FOR UPDATE`;
  const frozen = await tx.riskCase.findMany({ where: { workspaceId, frozenNano: { gt: 0n } }, orderBy: { id: "asc" } });
  for (const one of frozen) await releaseSuspicion(tx, one, now);
}
