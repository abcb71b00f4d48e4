import { readCreditState } from "@tollgate/db/redis/credit-state";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { auditLedger } from "@tollgate/marketplace/operations/audit-ledger";
import { expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { TEST_ENCRYPTION_KEYS } from "@tollgate/marketplace/testing/fixture";
import { services, stores, TEST_WEBHOOK_SECRET } from "@tollgate/marketplace/testing/verbs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActInput, ActName } from "./crash-acts.ts";
import { CrashProcesses, type WorkEnd } from "./crash-process.ts";
import { describePoint, type Failpoint, type SeenEffect } from "./failpoint.ts";

export interface Scenario {
  readonly act: ActName;
  /** Puts in place what the work finds. */
  readonly prepare: () => Promise<ActInput>;
  /** What must be true once everything is quiet. */
  readonly check: (input: ActInput, end: WorkEnd) => Promise<void>;
}

/** In this many rounds of what workers do anyway everything must be terminal. */
const RECOVERY_ROUNDS = 3;
/** Work that repeats an effect, for every shard or row, does the same each time: its first two are tried. */
const MOST_TIMES = 2;

let processes: CrashProcesses;
let trials = 0;
/** What workers do when there is nothing to make good for: where the second kill strikes. */
let recovery: readonly SeenEffect[] = [];
const tried = new Set<string>();

/** Starts the processes that are killed. Call after `useVerbs`; `processorUrl` is known once the tests run. */
export function useCrashes(processorUrl: () => string): void {
  beforeAll(async () => {
    const { databaseUrl, redisUrl } = stores;
    processes = new CrashProcesses([databaseUrl, redisUrl, processorUrl(), TEST_ENCRYPTION_KEYS, TEST_WEBHOOK_SECRET]);
  });
  afterAll(() => {
    processes.close();
    console.info(`crash points: ${tried.size} points, ${trials} trials, ${processes.kills} processes killed`);
  });
}

/** One test for each scenario: killed, killed twice, answered to nobody and repeated at each of its effects. */
export function tryEveryPoint(scenarios: Readonly<Record<string, Scenario>>): void {
  test.each(Object.entries(scenarios))(
    "%s: whatever effect it dies at, loses the answer of or does twice, the books are whole and everything ends",
    { timeout: 240_000 },
    async (_name, scenario) => {
      const seen = await record(scenario);
      expect(seen.length).toBeGreaterThan(0);
      for (const { effect, nth, actions } of seen.filter((one) => one.nth <= MOST_TIMES))
        for (const action of actions) await tryPoint(scenario, { effect, nth, action });
      await expectAuditClean();
    },
  );
}

/** The work without any fault: what it does to the stores, in order. */
async function record(scenario: Scenario): Promise<readonly SeenEffect[]> {
  const input = await scenario.prepare();
  const end = await processes.run({ act: scenario.act, input, point: null });
  if (end.kind !== "returned" || !end.ok) throw new Error(`without a fault: ${JSON.stringify(end)}`);
  await settleDown(scenario, input, end);
  return end.seen;
}

async function tryPoint(scenario: Scenario, point: Failpoint): Promise<void> {
  trials += 1;
  tried.add(describePoint(point));
  try {
    const input = await scenario.prepare();
    const end = await processes.run({ act: scenario.act, input, point });
    const isKill = point.action === "kill-before" || point.action === "kill-after";
    if (isKill && end.kind === "returned" && end.fired) throw new Error("the point was reached and the process lives");
    if (point.action === "kill-after") await killRecovery(input);
    await settleDown(scenario, input, end);
  } catch (cause) {
    throw new Error(`after ${describePoint(point)}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** The process that makes good is killed as well, each time at another effect. */
async function killRecovery(input: ActInput): Promise<void> {
  await expireHolds();
  const probe = recovery[trials % Math.max(1, recovery.length)];
  if (!probe) return;
  const action = probe.actions.includes("kill-after") ? "kill-after" : "kill-before";
  const point = { effect: probe.effect, nth: probe.nth, action } as const;
  await processes.run({ act: "recover", input: input, point });
}

async function settleDown(scenario: Scenario, input: ActInput, end: WorkEnd): Promise<void> {
  await expireHolds();
  for (let round = 1; round <= RECOVERY_ROUNDS; round++) {
    const recovered = await processes.run({ act: "recover", input: input, point: null });
    if (recovered.kind !== "returned" || !recovered.ok) throw new Error(`recovery: ${JSON.stringify(recovered)}`);
    recovery = recovered.seen;
    if ((await openIntents()).length === 0) break;
  }
  expect(await openIntents()).toEqual([]);
  await scenario.check(input, end);
  await expectWhole(input.workspaceId);
  const journals = await countJournals();
  await processes.run({ act: "recover", input, point: null });
  expect(await countJournals()).toBe(journals);
}

/** Holds of a killed process run out; nobody waits an hour for it here. */
async function expireHolds(): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) {
    const key = redisKeys.holds(shard);
    for (const callId of await services.redis.zrange(key, "0", "-1")) await services.redis.zadd(key, 1, callId);
  }
}

/** What was begun and has not come to an end, in either store. */
async function openIntents(): Promise<string[]> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const inRedis = await Promise.all(
    shards.map(async (shard) => [
      ...(await services.redis.zrange(redisKeys.holds(shard), "0", "-1")).map((callId) => `hold ${callId}`),
      ...((await services.redis.xlen(redisKeys.usage(shard))) > 0 ? [`usage of shard ${shard}`] : []),
    ]),
  );
  const { rows } = await services.db.pool.query<{ id: string }>(
    "SELECT id FROM quarantined_call WHERE resolved_at IS NULL",
  );
  return [...inRedis.flat(), ...rows.map((row) => `quarantined call ${row.id}`)];
}

/** Conservation and derived identity, sign and no overdraft, hold accounting: Redis says what Postgres says and holds nothing. */
async function expectWhole(workspaceId: string): Promise<void> {
  await expectBooksToBalance(services.db);
  const { rows } = await services.db.pool.query(`SELECT a.type, a.owner, b.posted_nano FROM balance b
    JOIN ledger_account a ON a.id = b.account_id WHERE b.posted_nano < 0 AND a.type IN
      ('customer_credit', 'customer_promotional_credit', 'sponsored_credit', 'provider_payable', 'builder_payable', 'payee_holdback')`);
  expect(rows).toEqual([]);
  const [posted] = await readSpendableCredit(services.db.pool, [workspaceId]);
  const state = await readCreditState(services.redis, workspaceId);
  if (state === null) return;
  expect(state).toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano: posted?.postedNano ?? 0n });
  expect(state.availableNano).toBeGreaterThanOrEqual(0n);
}

async function countJournals(): Promise<bigint> {
  const { rows } = await services.db.pool.query<{ count: bigint }>("SELECT count(*) FROM journal");
  return rows[0]?.count ?? 0n;
}

/** All of history: balances, bills in SQL numeric, hash chain, promotional lots, orphans, Redis. */
async function expectAuditClean(): Promise<void> {
  const { findings } = await auditLedger(services, { full: true });
  expect(findings).toEqual([]);
}
