import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, test } from "vitest";
import { admitCall } from "../inference/admit-call.ts";
import type { CallOutcome } from "../inference/call-outcome.ts";
import { checkpointCalls } from "../inference/checkpoint-calls.ts";
import { finishCall } from "../inference/finish-call.ts";
import { priceOutcome } from "../inference/price-outcome.ts";
import { accountBalance } from "../testing/books.ts";
import {
  admitted,
  credit,
  fixture,
  gate,
  posted,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";
import { sweepExpiredHolds } from "./sweep-expired-holds.ts";

useMoneyPath();

const sweep = () => sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });

const NOTHING: CallOutcome = {
  ending: "failed",
  endpointId: null,
  units: {},
  usageSource: "none",
  finishReason: null,
  attempts: [],
  streamed: false,
  firstContentMs: null,
  durationMs: 1,
};

/** Makes a call's hold look as old as holds get. */
async function expire(callId: string): Promise<void> {
  await fixture.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, callId);
}

async function quarantine() {
  const { rows } = await fixture.db.pool.query("SELECT id::text, reason, detail FROM quarantined_call");
  return rows;
}

test.each([
  ["NUL", "a\0b", "a\uFFFDb"],
  ["half a surrogate pair", "stop \ud83d", "stop \uFFFD"],
  ["an endless word", "x".repeat(5_000), "x".repeat(100)],
])("an upstream whose end reason is %s is charged like any other and blocks nobody", async (_, finishReason, kept) => {
  const odd = await admitted(request());
  const attempt = { endpointId: "end_1", providerSlug: "one", status: 200, result: finishReason, durationMs: 1 };
  await finishCall(gate, odd, { ...served(odd), finishReason, attempts: [attempt] });
  const fine = await admitted(request());
  await finishCall(gate, fine, served(fine));
  expect(await settleAll()).toBe(2);
  expect(await quarantine()).toEqual([]);
  expect(await posted()).toBe(10_000_000_000n - 2n * 6_562_500n);
  const { rows } = await fixture.db.pool.query("SELECT finish_reason FROM call WHERE id = $1", [odd.callId]);
  expect(rows).toEqual([{ finish_reason: kept }]);
});

test("an event full of what the database cannot keep goes to quarantine and blocks nobody", async () => {
  const odd = await admitted(request());
  await finishCall(gate, odd, served(odd));
  const stream = redisKeys.usage(shardOf(fixture.customer.workspaceId));
  const [[id, fields] = ["", []]] = await fixture.redis.xrange(stream, "-", "+");
  const event = fields[1] ?? "";
  await fixture.redis.xdel(stream, id);
  await fixture.redis.xadd(stream, "*", "event", event.replace('"model":"acme/echo-1"', '"model":"\\u0000\\ud83d"'));
  await fixture.redis.xadd(stream, "*", "event", "not \0 json");
  const fine = await admitted(request());
  await finishCall(gate, fine, served(fine));
  expect(await settleAll()).toBe(1);
  expect((await quarantine()).map(({ reason }) => reason).sort()).toEqual(["malformed", "rejected"]);
  expect(await fixture.redis.xlen(stream)).toBe(0);
});

test("a call that outlasts its hold is not swept while its proxy lives, and is charged in full", async () => {
  const admission = await admitted(request());
  await expire(admission.callId);
  await gate.renewHolds();
  expect(await sweep()).toEqual({ voided: 0, charged: 0 });
  expect((await finishCall(gate, admission, served(admission))).kind).toBe("finished");
  await settleAll();
  expect(await posted()).toBe(10_000_000_000n - 6_562_500n);
  await gate.renewHolds();
  expect(await fixture.redis.zcard(redisKeys.holds(shardOf(fixture.customer.workspaceId)))).toBe(0);
});

test.each([["in one batch"], ["in two batches"]])(
  "an end that comes after its call was swept is kept in quarantine, never dropped: %s",
  async (batches) => {
    const admission = await admitted(request());
    await expire(admission.callId);
    expect(await sweep()).toEqual({ voided: 1, charged: 0 });
    if (batches === "in two batches") await settleAll();
    await finishCall(gate, admission, served(admission));
    await settleAll();
    expect(await quarantine()).toMatchObject([{ id: admission.callId, reason: "already_ended" }]);
    expect(await credit()).toMatchObject({ availableNano: 10_000_000_000n, heldNano: 0n, unsettledNano: 0n });
    const { rows } = await fixture.db.pool.query("SELECT outcome FROM call");
    expect(rows).toEqual([{ outcome: "void" }]);
  },
);

test("the same end again, in any batch and order, is no conflict and frees its charge once", async () => {
  const admission = await admitted(request());
  const legs = priceOutcome(admission, served(admission));
  await finishCall(gate, admission, served(admission));
  await finishCall(gate, admission, served(admission));
  await settleAll();
  await gate.tail.replay(gate.redis);
  await settleAll();
  expect(await quarantine()).toEqual([]);
  expect(await credit()).toMatchObject({ unsettledNano: 0n, availableNano: 10_000_000_000n - legs.chargeNano });
  expect(await accountBalance(fixture.db, "platform", "platform_fee_revenue")).toBe(legs.feeNano);
});

test("a model that costs nothing can be called, and its call is recorded without an entry", async () => {
  const free = { input: 0n, output: 0n, reasoning: 0n, cache_read: 0n, cache_write_5m: 0n, cache_write_1h: 0n };
  const endpointId = fixture.providers[0]?.endpointId ?? "";
  const prices = Object.fromEntries(Object.keys(free).map((bucket) => [bucket, "0"]));
  await fixture.db.prisma.priceVersion.create({
    data: { id: "prc_free", endpointId, prices, effectiveAt: new Date() },
  });
  const candidates = request().candidates.map((one) => ({ ...one, price: { id: "prc_free", prices: free } }));
  const admission = await admitted(request({ candidates }));
  expect(admission.holdNano).toBe(0n);
  await finishCall(gate, admission, served(admission));
  expect(await settleAll()).toBe(1);
  expect(await credit()).toMatchObject({ availableNano: 10_000_000_000n, heldNano: 0n, unsettledNano: 0n });
  const { rows } = await fixture.db.pool.query("SELECT charge_nano AS charge, journal_id FROM call");
  expect(rows).toEqual([{ charge: 0n, journal_id: null }]);
});

test("a call whose intent cannot be read does not keep others from being swept, and is told of", async () => {
  const shard = shardOf(fixture.customer.workspaceId);
  const odd = await admitted(request());
  const fine = await admitted(request());
  await fixture.redis.hset(redisKeys.call(shard, odd.callId), "intent", "{}");
  await expire(odd.callId);
  await expire(fine.callId);
  await expect(sweep()).rejects.toThrow("1 expired calls could not be ended");
  expect((await credit()).heldNano).toBe(odd.holdNano);
});

test("a hold whose confirmation was lost comes back with the next sweep, not after its whole life", async () => {
  await finishCall(gate, await admitted(request()), NOTHING);
  const deaf = Object.create(gate.redis, {
    evalsha: {
      value: async (...args: Parameters<typeof gate.redis.evalsha>) => {
        await gate.redis.evalsha(...args);
        throw new Error("Command timed out");
      },
    },
  });
  expect(await admitCall({ ...gate, redis: deaf }, request())).toMatchObject({ kind: "unavailable" });
  expect((await credit()).heldNano > 0n).toBe(true);
  await gate.renewHolds();
  expect(await sweep()).toEqual({ voided: 1, charged: 0 });
  expect((await credit()).heldNano).toBe(0n);
});

test("a call that ended while Redis was away is charged once and its hold comes back with Redis", async () => {
  const admission = await admitted(request());
  const legs = priceOutcome(admission, served(admission));
  gate.redis.disconnect();
  await finishCall(gate, admission, served(admission));
  await gate.redis.connect();
  const state = async () => ({ ...(await sweep()), settled: await settleAll(), held: (await credit()).heldNano });
  await expect.poll(state).toMatchObject({ held: 0n });
  expect((await credit()).availableNano).toBe(10_000_000_000n - legs.chargeNano);
  expect(await quarantine()).toEqual([]);
});

test("a call that was noted on its way and ended while Redis was away is charged what it used, not what was noted", async () => {
  const admission = await admitted(request());
  const endpointId = admission.candidates[0]?.id ?? "";
  const noted = { admission, endpointId, units: { input: 10, output: 10 }, firstContentMs: 5, durationMs: 50 };
  await checkpointCalls(gate, [noted]);
  gate.redis.disconnect();
  await finishCall(gate, admission, served(admission));
  await gate.redis.connect();
  await expect.poll(async () => (await credit()).heldNano).toBe(0n);
  expect(await sweep()).toEqual({ voided: 0, charged: 0 });
  await settleAll();
  const { availableNano, unsettledNano } = await credit();
  expect(unsettledNano).toBe(0n);
  expect(availableNano).toBe(10_000_000_000n - priceOutcome(admission, served(admission)).chargeNano);
  expect(await quarantine()).toEqual([]);
});
