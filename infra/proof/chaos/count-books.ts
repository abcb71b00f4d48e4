import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import type { Services } from "@tollgate/marketplace/context";
import { auditLedger } from "@tollgate/marketplace/operations/audit-ledger";
import type { RecordedCall } from "./judge-calls.ts";
import type { Market } from "./market.ts";

interface CallRow {
  readonly id: string;
  readonly workspace: string;
  readonly key: string;
  readonly endpoint: string | null;
  readonly units: { readonly input?: number; readonly output?: number };
  readonly outcome: string;
  readonly source: string;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
}

/** Every call as the ledger has it. */
export async function readRecordedCalls(
  { db }: Pick<Services, "db">,
  { providers }: Market,
): Promise<readonly RecordedCall[]> {
  const { rows } = await db.pool.query<CallRow>(`SELECT id::text, workspace_id AS workspace, key_id AS key,
    endpoint_id AS endpoint, units, outcome, usage_source AS source, cost_nano AS cost, fee_nano AS fee,
    surcharge_nano AS surcharge FROM call`);
  return rows.map(({ id, workspace, key, endpoint, units, outcome, source, cost, fee, surcharge }) => ({
    ...{ id, workspaceId: workspace, keyId: key, outcome, source, legs: { cost, fee, surcharge } },
    provider: endpoint === null ? null : (providers.get(endpoint) ?? null),
    input: units.input ?? null,
    output: units.output ?? null,
  }));
}

/**
 * The invariants of the books in sentences where they do not hold: conservation, derived balances, hash chain, orphans and the second bill of
 * every call (the full audit), sign and no overdraft of credit and of every limit.
 */
export async function findBrokenBooks(services: Services, { keys }: Market): Promise<readonly string[]> {
  const { findings } = await auditLedger(services, { full: true });
  const problems = findings.map(({ kind, sentence }) => `audit: ${kind}: ${sentence}`);
  const { rows: negative } = await services.db.pool.query<{ account: string; nano: bigint }>(`SELECT
    a.type || ' ' || a.owner AS account, b.posted_nano AS nano FROM balance b JOIN ledger_account a ON a.id = b.account_id
    WHERE b.posted_nano < 0 AND a.type IN
      ('customer_credit', 'customer_promotional_credit', 'provider_payable', 'builder_payable', 'payee_holdback')`);
  for (const { account, nano } of negative) problems.push(`${account} is overdrawn: ${nano} nano-USD`);
  for (const { id, limitNano } of keys) {
    const { _sum } = await services.db.prisma.call.aggregate({ where: { keyId: id }, _sum: { chargeNano: true } });
    const spent = _sum.chargeNano ?? 0n;
    if (limitNano !== null && spent > limitNano) problems.push(`key ${id} spent ${spent} of ${limitNano} nano-USD`);
  }
  return problems;
}

/** What is left to spend, over all customers. */
export async function creditLeft({ db }: Pick<Services, "db">, workspaceIds: readonly string[]): Promise<bigint> {
  const credit = await readSpendableCredit(db.pool, [...workspaceIds]);
  return credit.reduce((sum, { postedNano }) => sum + postedNano, 0n);
}
