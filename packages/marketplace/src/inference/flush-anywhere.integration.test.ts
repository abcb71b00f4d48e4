import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { nanoToUsd } from "@tollgate/gateway/decimal";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkHolds } from "../operations/audit/check-holds.ts";
import { checkRedis } from "../operations/audit/check-redis.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { addCredit } from "../testing/fixture.ts";
import { FlushAt } from "../testing/flush-at.ts";
import {
  credit,
  database,
  fixture,
  gate,
  posted,
  rejoin,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";
import { limitScope } from "../testing/set-limits.ts";
import type { Admission } from "./admission.ts";
import { admitCall } from "./admit-call.ts";
import { checkpointCalls } from "./checkpoint-calls.ts";
import { extendHold } from "./extend-hold.ts";
import { finishCall } from "./finish-call.ts";
import { priceOutcome } from "./price-outcome.ts";

useMoneyPath();

const { MODEL_SEED, MODEL_PATH, MODEL_RUNS } = process.env;
/** What `npm test` plays is the same every time; `pnpm model` draws another seed each time and prints it. */
const SUITE_SEED = 20_261_129;
const RUNS = Number(MODEL_RUNS || 12);
const MINUTE_MS = 60_000;

const USD = 1_000_000_000n;
const FIRST_CREDIT = 10n * USD;
/** What a run begins with at least, and what may be spent in it, in USD: two or three calls use up either. */
const usd = fc.record({ credit: fc.integer({ min: 2, max: 6 }), budget: fc.integer({ min: 2, max: 9 }) });

/** What the callers of all runs were told. Amounts are nano-USD. */
interface Told {
  bought: bigint;
  budget: bigint;
  readonly open: Admission[];
  /** Charges of calls that ended. */
  readonly ended: Map<string, bigint>;
  /** Calls of a process that died, with what their last checkpoint comes to. */
  readonly dead: Map<string, bigint>;
}

const index = fc.nat(20);
const step = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant("admit" as const),
      viaApp: fc.boolean(),
      thousands: fc.integer({ min: 50, max: 900 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("finish" as const), index, percent: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("finish twice" as const), index, percent: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("extend" as const), index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("die" as const), index, delivered: fc.nat(5_000) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("settle", "settle twice", "sweep", "project", "look", "flush", "renew"),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const moment = fc.record({ script: fc.nat(80), side: fc.constantFrom("before" as const, "after" as const) });

const take = <T>(all: T[], at: number): T | undefined => all.splice(at % Math.max(1, all.length), 1)[0];

async function admit(told: Told, asked: Extract<Step, { do: "admit" }>): Promise<void> {
  const keyId = asked.viaApp ? fixture.app.keyId : fixture.customer.keyId;
  const input = request({ keyId, inputTokensBound: 1_000 * (1 + asked.thousands), maxOutputTokens: 4_000 });
  let result = await admitCall(gate, input);
  // Its caller asks again, and by then the gate knows what Redis has lost.
  if (result.kind === "unavailable") {
    await gate.epochs.look();
    result = await admitCall(gate, input);
  }
  if (result.kind === "admitted") told.open.push(result.admission);
  else expect(["unavailable", "insufficient_credit", "cap_exceeded"]).toContain(result.kind);
}

async function finish(told: Told, admission: Admission | undefined, percent: number): Promise<void> {
  if (!admission) return;
  const of = (most: number) => Math.floor((most * percent) / 100);
  const outcome = served(admission, {
    input: of(admission.inputTokensBound),
    output: of(admission.maxOutputTokens),
  });
  told.ended.set(admission.callId, priceOutcome(admission, outcome).chargeNano);
  await finishCall(gate, admission, outcome);
  if (percent % 2 === 1) await finishCall(gate, admission, outcome);
}

/** Its process is killed: what it delivered after its last checkpoint is the platform's loss. */
async function die(told: Told, { index: at, delivered }: Extract<Step, { do: "die" }>): Promise<void> {
  const admission = take(told.open, at);
  if (!admission) return;
  const units = { input: admission.inputTokensBound, output: Math.min(delivered, admission.maxOutputTokens) };
  const endpointId = admission.candidates[0]?.id ?? "";
  told.dead.set(admission.callId, priceOutcome(admission, served(admission, units)).chargeNano);
  gate.openCalls.delete(admission.callId);
  await checkpointCalls(gate, [{ admission, endpointId, units, firstContentMs: 1, durationMs: 2 }]);
  await fixture.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), "XX", 1, admission.callId);
}

async function extend(told: Told, at: number): Promise<void> {
  const admission = take(told.open, at);
  if (!admission) return;
  const more = { endpointId: admission.candidates[0]?.id ?? "", outputTokens: 12_000, maxSurchargeNano: null };
  // While Redis does not know what is held, nothing more is.
  const result = await extendHold(gate, admission, more).catch(() => null);
  told.open.push(result?.kind === "extended" ? result.admission : admission);
}

async function play(told: Told, one: Step, redis: FlushAt): Promise<unknown> {
  switch (one.do) {
    case "admit":
      return await admit(told, one);
    case "finish":
      return await finish(told, take(told.open, one.index), one.percent);
    case "finish twice":
      return await finish(told, take(told.open, one.index), one.percent | 1);
    case "extend":
      return await extend(told, one.index);
    case "die":
      return await die(told, one);
    case "settle":
      return await settleAll();
    case "settle twice":
      return await Promise.all([settleAll(), settleAll()]);
    case "sweep":
      return await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });
    case "project":
      return await projectCredit(fixture, fixture.customer.workspaceId);
    case "look":
      return await gate.epochs.look();
    case "renew":
      return await gate.renewHolds();
    case "flush":
      return await redis.flush();
  }
}

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);

/** No credit is spendable twice, and no budget: what is open and what was charged never exceed either. */
function expectNothingTwice(told: Told): void {
  const promised = sum(told.open.map(({ holdNano }) => holdNano)) + sum(told.ended.values());
  expect(promised <= told.bought).toBe(true);
  expect(promised <= told.budget).toBe(true);
}

/** Everything ends, and then the ledger has each end once, exactly; calls of a dead process at most what its checkpoint says. */
async function expectNothingLost(told: Told): Promise<void> {
  await rejoin();
  for (const admission of told.open.splice(0)) await finish(told, admission, 50);
  await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });
  for (let turn = 0; turn < 3; turn++) await settleAll();
  const { rows } = await fixture.db.pool.query<{ id: string; charge: bigint }>(
    "SELECT id::text, charge_nano AS charge FROM call",
  );
  const charges = new Map(rows.map(({ id, charge }) => [id, charge]));
  for (const [id, charge] of told.ended) expect([id, charges.get(id)]).toEqual([id, charge]);
  for (const [id, most] of told.dead) expect([0n, most]).toContain(charges.get(id) ?? 0n);
  const { workspaceId } = fixture.customer;
  const left = told.bought - sum(charges.values());
  expect(await accountBalance(fixture.db, workspaceId, "customer_credit")).toBe(left);
  await projectCredit(fixture, workspaceId);
  expect(await credit()).toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano: await posted() });
  await expectBooksToBalance(fixture.db);
}

test("Redis may lose everything between any two scripts: no credit is spendable twice, and no usage is lost", {
  timeout: (RUNS + 4) * MINUTE_MS,
}, async () => {
  const redis = new FlushAt(database.redisUrl, [gate.redis, fixture.redis]);
  const told: Told = { bought: FIRST_CREDIT, budget: 0n, open: [], ended: new Map(), dead: new Map() };
  const seed = Number(MODEL_SEED || SUITE_SEED);
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 12, maxLength: 40, size: "max" }),
        fc.array(moment, { minLength: 1, maxLength: 6, size: "max" }),
        usd,
        async (steps, moments, { credit: least, budget }) => {
          redis.arm([]);
          const spent = await charged();
          const missing = BigInt(least) * USD - (told.bought - spent);
          if (missing > 0n) await addCredit(fixture, nanoToUsd(missing));
          if (missing > 0n) told.bought += missing;
          told.budget = spent + BigInt(budget) * USD;
          await limitScope("workspace", { limitNano: told.budget, reset: "never" });
          redis.arm(moments);
          for (const one of steps) {
            await play(told, one, redis);
            expectNothingTwice(told);
          }
          redis.arm([]);
          await expectNothingLost(told);
        },
      ),
      { numRuns: RUNS, seed, endOnFailure: true, ...(MODEL_PATH && { path: MODEL_PATH }) },
    );
    expect(await checkRedis(fixture)).toEqual([]);
    expect(await checkHolds(fixture)).toEqual([]);
    expect(redis.flushes).toBeGreaterThan(RUNS);
  } finally {
    redis.close();
  }
});

async function charged(): Promise<bigint> {
  const { rows } = await fixture.db.pool.query<{ nano: bigint }>(
    "SELECT coalesce(sum(charge_nano), 0)::bigint AS nano FROM call",
  );
  return rows[0]?.nano ?? 0n;
}
