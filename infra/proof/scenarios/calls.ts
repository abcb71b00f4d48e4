import { generationId } from "@tollgate/db/ids";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput, ActName } from "../crash-acts.ts";
import type { WorkEnd } from "../crash-process.ts";
import { done, killedAt, type Scenario, type Scenarios } from "../crash-trials.ts";
import { finance, fixture, operator } from "../crash-world.ts";
import { expireHolds } from "../wholeness.ts";

/** 900 × 2.5 + 400 × 10 USD per million is 6.25 thousandths of a USD; 5 % of it is the fee and 20 % the margin of the app. */
const CALL_NANO = 7_812_500n;
const COST_NANO = 6_250_000n;
/** The same for the 100 tokens that were delivered when a checkpoint was made. */
const CHECKPOINT_NANO = 4_062_500n;

/** A call of the customer through the builder's app, so that every leg has an amount. */
async function newCall(): Promise<Partial<ActInput>> {
  return { workspaceId: fixture.customer.workspaceId, keyId: fixture.app.keyId, callId: callIdAt(Date.now()) };
}

/** Admission finds neither credit nor counters, as after the loss of a Redis. Only while nothing is open. */
async function newCallOfAColdRedis(): Promise<Partial<ActInput>> {
  await forgetCredit();
  return await newCall();
}

async function forgetCredit(): Promise<void> {
  const { workspaceId } = fixture.customer;
  const shard = shardOf(workspaceId);
  const counters = await services.redis.keys(redisKeys.cap(shard, "*", "*"));
  await services.redis.del(redisKeys.credit(shard, workspaceId), ...counters);
}

/** Its proxy is dead, and a Redis that lost everything is in use again by the time its disk is read. */
async function callThatRedisForgot(): Promise<Partial<ActInput>> {
  const input = await killedBefore("redis.releaseHold", "serveCall")();
  const { callId = "", workspaceId = "" } = input;
  const shard = shardOf(workspaceId);
  await services.redis.del(redisKeys.call(shard, callId));
  await services.redis.zrem(redisKeys.holds(shard), callId);
  await forgetCredit();
  return input;
}

function after(...acts: readonly ActName[]): () => Promise<Partial<ActInput>> {
  return async () => {
    const input = await newCall();
    for (const act of acts) await done(act, input);
    return input;
  };
}

/** A call whose proxy died before it had written its end down. */
function leftOpenBy(act: ActName): Scenario["prepare"] {
  return killedBefore("disk.writeSync", act);
}

function killedBefore(effect: string, act: ActName): Scenario["prepare"] {
  return async () => {
    const input = await newCall();
    await killedAt({ effect, nth: 1, action: "kill-before" }, act, input);
    await expireHolds();
    return input;
  };
}

/** A call whose event says another cost than its pinned versions, so that it is in quarantine and its charge kept out of the credit. */
const quarantinedCall = after("serveMispriced", "settle");

/** One call is open, and another's usage is in quarantine. */
async function somethingToKeep(): Promise<Partial<ActInput>> {
  const { callId = "", workspaceId = "" } = await quarantinedCall();
  const open = await leftOpenBy("serveCall")();
  return { callId: open.callId ?? "", workspaceId, quarantinedId: callId, userId: operator };
}

async function chargeOf({ callId }: ActInput): Promise<[string, bigint] | null> {
  const { rows } = await services.db.pool.query("SELECT outcome, charge_nano FROM call WHERE id = $1", [callId]);
  return rows[0] ? [rows[0].outcome, rows[0].charge_nano] : null;
}

function chargedWith(outcome: string, nano: bigint): Scenario["check"] {
  return async (input) => expect(await chargeOf(input)).toEqual([outcome, nano]);
}

/** Acknowledged: charged, exactly. Otherwise charged exactly, by its checkpoint, void, or never admitted. */
async function checkCall(input: ActInput, end: WorkEnd): Promise<void> {
  const charge = await chargeOf(input);
  if (end.kind === "returned" && end.ok) return expect(charge).toEqual(["completed", CALL_NANO]);
  expect([null, ["completed", CALL_NANO], ["cut", CHECKPOINT_NANO], ["void", 0n]]).toContainEqual(charge);
}

const earned = async () =>
  await accountBalance(services.db, fixture.providers[0]?.workspaceId ?? "", "provider_payable");
let earnedBefore = 0n;

export const CALLS: Scenarios = {
  "a call is served": { act: "serveCall", prepare: newCallOfAColdRedis, check: checkCall },
  "a stream is served": { act: "streamCall", prepare: newCall, check: checkCall },
  "a call ends while Redis is away": { act: "finishPastRedis", prepare: newCall, check: checkCall },
  "a call ends while both stores are away": { act: "finishPastBoth", prepare: newCall, check: checkCall },
  "calls are settled": { act: "settle", prepare: after("serveCall"), check: chargedWith("completed", CALL_NANO) },
  "the call of a dead proxy is swept": {
    act: "sweep",
    prepare: leftOpenBy("serveCall"),
    check: chargedWith("void", 0n),
  },
  "the stream of a dead proxy is swept": {
    act: "sweep",
    prepare: leftOpenBy("streamCall"),
    check: chargedWith("cut", CHECKPOINT_NANO),
  },
  "the end of a dead proxy's call is on its disk": {
    act: "replaySpool",
    prepare: killedBefore("redis.releaseHold", "serveCall"),
    check: chargedWith("completed", CALL_NANO),
  },
  "the end on a dead proxy's disk is of a call that Redis forgot": {
    act: "replaySpool",
    prepare: callThatRedisForgot,
    check: chargedWith("completed", CALL_NANO),
  },
  "credit is brought to Redis": { act: "project", prepare: newCall, check: async () => undefined },
  "a call is refunded": {
    act: "refundCall",
    async prepare() {
      earnedBefore = await earned();
      const input = await after("serveCall", "settle")();
      return { ...input, userId: finance[0], callId: generationId(input.callId ?? "") };
    },
    // Whoever heard nothing asks again: what is refunded already is refused, so that it happens once.
    insist: async (input) => await done("refundCall", input).catch(() => undefined),
    check: async () => expect(await earned()).toBe(earnedBefore),
  },
  "a proxy starts on a Redis that lost writes": {
    act: "failOver",
    prepare: somethingToKeep,
    // A person decides in the meantime, once.
    insist: async (input) => await done("voidQuarantined", input).catch(() => undefined),
    check: chargedWith("void", 0n),
  },
  "the usage of a swept call is booked after all": {
    act: "bookDifference",
    async prepare() {
      earnedBefore = await earned();
      const { callId = "", workspaceId = "" } = await after("finishLate")();
      return { workspaceId, quarantinedId: callId, userId: operator };
    },
    insist: async (input) => await done("bookDifference", input).catch(() => undefined),
    check: async () => expect((await earned()) - earnedBefore).toBe(COST_NANO),
  },
  "journals are linked into the chain": {
    act: "linkJournals",
    prepare: after("serveCall", "settle"),
    async check() {
      const { rows } = await services.db.pool.query("SELECT broken_at FROM verify_journal_chain(0)");
      expect(rows).toEqual([{ broken_at: null }]);
    },
  },
  "calls are rolled up": {
    act: "rollUp",
    prepare: after("serveCall", "settle"),
    insist: async (input) => await done("rollUp", input),
    async check() {
      const { rows } = await services.db.pool.query(`SELECT
        (SELECT coalesce(sum(calls), 0) FROM usage_day)::text AS counted, (SELECT count(*) FROM call)::text AS calls,
        (SELECT count(*) FROM uncounted_calls)::text AS left,
        (SELECT coalesce(sum(earned_nano), 0) FROM earnings_day)::text AS rolled,
        (SELECT coalesce(sum(c.cost_nano + c.surcharge_nano - coalesce(r.back, 0)), 0) FROM call c
          LEFT JOIN (SELECT call_id, sum(cost_nano + surcharge_nano) AS back FROM call_refund GROUP BY 1) r ON r.call_id = c.id)::text AS earned`);
      expect(rows[0]?.rolled).toBe(rows[0]?.earned);
      expect(rows[0]).toMatchObject({ left: "0", counted: rows[0]?.calls });
    },
  },
};
