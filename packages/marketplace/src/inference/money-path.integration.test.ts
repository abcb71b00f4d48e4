import { countOpenCalls } from "@tollgate/db/redis/open-calls";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { formatUsd } from "@tollgate/money/nano";
import { expect, test } from "vitest";
import { reprojectRecentCredit } from "../settlement/project-credit.ts";
import { settleCalls } from "../settlement/settle-calls.ts";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";
import { accountBalance } from "../testing/books.ts";
import { addCredit } from "../testing/fixture.ts";
import {
  admitted,
  credit,
  fixture,
  gate,
  posted,
  rejoin,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";
import { priceOutcome } from "./price-outcome.ts";

useMoneyPath();

test("a call holds its worst case, releases the difference and is settled to the nano", async () => {
  const admission = await admitted(request({ keyId: fixture.app.keyId }));
  expect((await credit()).heldNano).toBe(admission.holdNano);
  const outcome = served(admission);
  const legs = priceOutcome(admission, outcome);
  // 900 × 2.50 USD + 400 × 10 USD per million, 5 % fee, 20 % margin.
  expect(legs).toEqual({ costNano: 6_250_000n, feeNano: 312_500n, surchargeNano: 1_250_000n, chargeNano: 7_812_500n });
  await finishCall(gate, admission, outcome);
  expect(await credit()).toMatchObject({ heldNano: 0n, unsettledNano: legs.chargeNano });
  expect(await settleAll()).toBe(1);
  expect(await credit()).toMatchObject({
    heldNano: 0n,
    unsettledNano: 0n,
    baseNano: 10_000_000_000n - legs.chargeNano,
  });
  expect(await posted()).toBe(10_000_000_000n - legs.chargeNano);
  expect(await accountBalance(fixture.db, fixture.providers[0]?.workspaceId ?? "", "provider_payable")).toBe(
    legs.costNano,
  );
  expect(await accountBalance(fixture.db, fixture.builder.workspaceId, "builder_payable")).toBe(legs.surchargeNano);
  expect(await accountBalance(fixture.db, "platform", "platform_fee_revenue")).toBe(legs.feeNano);
});

test("concurrent calls never overdraw, and every hold returns", async () => {
  const results = await Promise.all(
    Array.from({ length: 200 }, () => admitCall(gate, request({ inputTokensBound: 20_000, maxOutputTokens: 5_000 }))),
  );
  const admissions = results.flatMap((result) => (result.kind === "admitted" ? [result.admission] : []));
  const refused = results.filter((result) => result.kind === "insufficient_credit");
  expect(admissions.length + refused.length).toBe(200);
  expect(refused.length).toBeGreaterThan(0);
  const state = await credit();
  expect(state.availableNano >= 0n).toBe(true);
  expect(state.heldNano).toBe(admissions.reduce((sum, admission) => sum + admission.holdNano, 0n));
  await Promise.all(
    admissions.map((admission) =>
      finishCall(gate, admission, served(admission, { input: 20_000, output: admission.maxOutputTokens })),
    ),
  );
  await settleAll();
  expect(await credit()).toMatchObject({ heldNano: 0n, unsettledNano: 0n });
  expect((await posted()) >= 0n).toBe(true);
  expect((await credit()).availableNano).toBe(await posted());
});

test("finishing and settling twice charges once", async () => {
  const admission = await admitted(request());
  const outcome = served(admission);
  const results = await Promise.all([finishCall(gate, admission, outcome), finishCall(gate, admission, outcome)]);
  expect(results.map((result) => result.kind).sort()).toEqual(["already_finished", "finished"]);
  expect((await settleAll()) + (await settleAll())).toBe(1);
  const legs = priceOutcome(admission, outcome);
  expect(await credit()).toMatchObject({
    baseNano: 10_000_000_000n - legs.chargeNano,
    heldNano: 0n,
    unsettledNano: 0n,
  });
});

test("a settler that dies between commit and acknowledgement loses and doubles nothing", async () => {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
  const shard = shardOf(fixture.customer.workspaceId);
  const dying = {
    db: fixture.db,
    redis: Object.create(fixture.redis, { evalsha: { value: () => Promise.reject(new Error("killed")) } }),
  };
  await expect(settleCalls(dying, { shard })).rejects.toThrow("killed");
  expect(await fixture.redis.xlen(redisKeys.usage(shard))).toBe(1);
  expect((await settleCalls(fixture, { shard })).settled).toBe(0);
  expect(await fixture.redis.xlen(redisKeys.usage(shard))).toBe(0);
  expect((await credit()).availableNano).toBe(await posted());
});

test("a call nobody ended is voided once, and a late end does not charge it", async () => {
  const admission = await admitted(request());
  const shard = shardOf(fixture.customer.workspaceId);
  await fixture.redis.zadd(redisKeys.holds(shard), 1, admission.callId);
  expect(await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() })).toEqual({ voided: 1, charged: 0 });
  expect(await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() })).toEqual({ voided: 0, charged: 0 });
  expect((await finishCall(gate, admission, served(admission))).kind).toBe("already_finished");
  expect(await settleAll()).toBe(1);
  const { rows } = await fixture.db.pool.query("SELECT outcome, charge_nano FROM call");
  expect(rows).toEqual([{ outcome: "void", charge_nano: 0n }]);
  expect(await credit()).toMatchObject({ availableNano: 10_000_000_000n, heldNano: 0n, unsettledNano: 0n });
  expect(await countOpenCalls(fixture.redis, shard)).toBe(0);
});

test("a new price applies to the next call, never to one in flight", async () => {
  const admission = await admitted(request());
  const endpointId = fixture.providers[0]?.endpointId ?? "";
  await fixture.db.prisma.priceVersion.create({
    data: {
      id: "prc_new",
      endpointId,
      prices: { input: "9000000000", output: "90000000000" },
      effectiveAt: new Date(),
    },
  });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "endpoint", id: endpointId }));
  await expect.poll(() => gate.snapshot().models.get(fixture.modelId)?.endpoints[0]?.price.id).toBe("prc_new");
  const outcome = served(admission);
  await finishCall(gate, admission, outcome);
  const next = await admitted(request());
  await finishCall(gate, next, served(next));
  await settleAll();
  const { rows } = await fixture.db.pool.query(
    "SELECT price_version_id AS id, cost_nano AS cost FROM call ORDER BY cost_nano",
  );
  expect(rows).toEqual([
    { id: fixture.providers[0]?.priceVersionId, cost: 6_250_000n },
    { id: "prc_new", cost: 44_100_000n },
  ]);
});

test("a top-up while calls are open and unsettled shows at once, and projecting again changes nothing", async () => {
  const open = await admitted(request());
  const done = await admitted(request());
  const outcome = served(done);
  await finishCall(gate, done, outcome);
  const before = await credit();
  await addCredit(fixture, "5");
  const after = await credit();
  expect(after.availableNano - before.availableNano).toBe(5_000_000_000n);
  await reprojectRecentCredit({ ...fixture, now: () => new Date() });
  expect(await credit()).toEqual(after);
  await finishCall(gate, open, { ...outcome, ending: "failed", endpointId: null, units: {} });
  await settleAll();
  expect((await credit()).availableNano).toBe(await posted());
  expect(formatUsd(await posted())).toBe(formatUsd(15_000_000_000n - priceOutcome(done, outcome).chargeNano));
});

test("a unit without a price goes to quarantine, blocks nothing and is not spendable meanwhile", async () => {
  const odd = await admitted(request());
  await finishCall(gate, odd, served(odd, { input: 10, search: 2 }));
  const fine = await admitted(request());
  await finishCall(gate, fine, served(fine));
  const results = await settleCalls(fixture, { shard: shardOf(fixture.customer.workspaceId) });
  expect(results).toMatchObject({ read: 2, settled: 1, quarantined: 1 });
  const { rows } = await fixture.db.pool.query("SELECT id::text, reason FROM quarantined_call");
  expect(rows).toEqual([{ id: odd.callId, reason: "unpriced_unit" }]);
  expect((await credit()).availableNano).toBe(await posted());
});

test("an event whose legs differ from its pinned versions is never booked", async () => {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
  const stream = redisKeys.usage(shardOf(fixture.customer.workspaceId));
  const [[id, fields] = ["", []]] = await fixture.redis.xrange(stream, "-", "+");
  const forged = (fields[1] ?? "").replace('"cost":"6250000"', '"cost":"1"');
  await fixture.redis
    .multi()
    .xdel(stream, id)
    .xadd(stream, "*", "event", forged)
    .xadd(stream, "*", "event", "not json")
    .exec();
  expect(await settleCalls(fixture, { shard: shardOf(fixture.customer.workspaceId) })).toMatchObject({
    read: 2,
    settled: 0,
    quarantined: 2,
  });
  expect(await posted()).toBe(10_000_000_000n);
});

test("a call that ends while Redis is away is settled straight into Postgres", async () => {
  const admission = await admitted(request());
  gate.redis.disconnect();
  await finishCall(gate, admission, served(admission));
  expect(await posted()).toBe(10_000_000_000n - 6_562_500n);
});

test("a Redis that loses everything loses no call that had ended", async () => {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
  await fixture.redis.flushdb();
  await rejoin();
  await settleAll();
  expect(await posted()).toBe(10_000_000_000n - 6_562_500n);
  const next = await admitted(request());
  await finishCall(gate, next, served(next));
  await settleAll();
  expect((await credit()).availableNano).toBe(10_000_000_000n - 2n * 6_562_500n);
});
