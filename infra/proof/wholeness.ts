import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Holds of a killed process run out; nobody waits an hour for it here. */
export async function expireHolds(): Promise<void> {
  await Promise.all(
    shards.map(async (shard) => {
      const key = redisKeys.holds(shard);
      for (const callId of await services.redis.zrange(key, "0", "-1")) await services.redis.zadd(key, 1, callId);
    }),
  );
}

/** What was begun and has not come to an end, in either store. A checkout that nobody pays may stay open. */
export async function openIntents(): Promise<string[]> {
  const inRedis = await Promise.all(
    shards.map(async (shard) => [
      ...(await services.redis.zrange(redisKeys.holds(shard), "0", "-1")).map((callId) => `hold ${callId}`),
      ...((await services.redis.xlen(redisKeys.usage(shard))) > 0 ? [`usage of shard ${shard}`] : []),
    ]),
  );
  const { rows } = await services.db.pool.query<{ intent: string }>(`
    SELECT 'payment ' || id AS intent FROM payment WHERE status = 'open' AND kind <> 'checkout'
    UNION ALL SELECT 'refund ' || id FROM refund WHERE status IN ('reserving', 'submitting')
    UNION ALL SELECT 'payout attempt of ' || item_id FROM payout_attempt WHERE status IN ('sending', 'unknown')
    UNION ALL SELECT 'payout run ' || id FROM payout_run WHERE status = 'executing'
    UNION ALL SELECT 'quarantined call ' || id FROM quarantined_call WHERE resolved_at IS NULL`);
  return [...inRedis.flat(), ...rows.map((row) => row.intent)];
}

/** Conservation and derived identity, sign and no overdraft, hold accounting: Redis says what Postgres says and holds nothing. */
export async function expectWhole(workspaceId: string): Promise<void> {
  await expectBooksToBalance(services.db);
  const { rows } = await services.db.pool.query(`
    SELECT a.type || ' of ' || a.owner AS wrong FROM balance b JOIN ledger_account a ON a.id = b.account_id WHERE b.posted_nano < 0 AND a.type IN
      ('customer_credit', 'customer_promotional_credit', 'sponsored_credit', 'provider_payable', 'builder_payable', 'payee_holdback',
        'payout_clearing')
    UNION ALL SELECT 'call ' || id FROM call WHERE least(cost_nano, fee_nano, surcharge_nano) < 0
      OR charge_nano <> cost_nano + fee_nano + surcharge_nano
    UNION ALL SELECT 'lot ' || id FROM promotional_lot WHERE least(spent_nano, expired_nano, amount_nano - spent_nano - expired_nano) < 0
    UNION ALL SELECT 'payment ' || id FROM payment WHERE refunded_cents + disputed_cents > amount_cents`);
  expect(rows).toEqual([]);
  if (workspaceId === "") return;
  const [posted] = await readSpendableCredit(services.db.pool, [workspaceId]);
  const state = await readCreditState(services.redis, workspaceId);
  if (state === null) return;
  expect(state).toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano: posted?.postedNano ?? 0n });
  expect(state.availableNano).toBeGreaterThanOrEqual(0n);
}

export async function countJournals(): Promise<bigint> {
  const { rows } = await services.db.pool.query<{ count: bigint }>("SELECT count(*) FROM journal");
  return rows[0]?.count ?? 0n;
}
