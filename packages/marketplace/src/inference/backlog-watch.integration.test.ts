import { acknowledgeSettled } from "@tollgate/db/redis/acknowledge";
import { readBacklog } from "@tollgate/db/redis/read-backlog";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import { expect, test } from "vitest";
import { admitted, fixture, gate, request, served, settleAll, useMoneyPath } from "../testing/money-path.ts";
import { sweepNow } from "../testing/sweep-now.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";
import { quoteCall } from "./quote-call.ts";

useMoneyPath();

/** What `served` costs with the customer's own key: 900 × 2.50 USD + 400 × 10 USD per million, 5 % fee. */
const CHARGE = 6_562_500n;

const waiting = async () => (await readBacklog(gate.redis)).chargesNano;

async function ended(): Promise<string> {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
  return admission.callId;
}

test("what waits to be settled is known to the nano, however its calls ended", async () => {
  expect(await readBacklog(gate.redis)).toEqual({ chargesNano: 0n, oldestMs: 0 });
  await ended();
  await ended();
  await admitted(request());
  await sweepNow(fixture.redis);
  expect(await waiting()).toBe(2n * CHARGE);
  await gate.tail.replay(gate.redis);
  expect(await waiting()).toBe(4n * CHARGE);
  await settleAll();
  expect(await readBacklog(gate.redis)).toEqual({ chargesNano: 0n, oldestMs: 0 });
});

test("acknowledging twice takes a charge off the sum once", async () => {
  const shard = shardOf(fixture.customer.workspaceId);
  await ended();
  await ended();
  const [entry] = await readUsage(gate.redis, shard, 1);
  const one = { streamId: entry?.streamId ?? "", workspaceId: "", chargeNano: CHARGE };
  const entries = [{ ...one, countsAsUnsettled: false, epoch: "", quarantinedCallId: null }];
  await acknowledgeSettled(gate.redis, shard, { entries, credit: [] });
  await acknowledgeSettled(gate.redis, shard, { entries, credit: [] });
  expect(await waiting()).toBe(CHARGE);
});

test("a sum that is wrong is right again when nothing waits", async () => {
  await fixture.redis.set(redisKeys.backlog(shardOf(fixture.customer.workspaceId)), "5000000000000");
  await ended();
  await settleAll();
  expect(await waiting()).toBe(0n);
  await ended();
  expect(await waiting()).toBe(CHARGE);
});

test("usage that has waited too long refuses calls, quoted or made, until it is settled", async () => {
  const [seconds] = await gate.redis.time();
  const longAgoMs = Number(seconds) * 1000 - gate.settings.maxUnsettledAgeMs;
  await gate.backlog.look();
  await fixture.redis.xadd(redisKeys.usage(3), `${longAgoMs + 60_000}-0`, "event", "{}");
  await gate.backlog.look();
  expect(gate.backlog.above).toBe(false);
  await settleAll();
  await fixture.redis.xadd(redisKeys.usage(4), `${longAgoMs}-0`, "event", "{}");
  await expect.poll(() => gate.backlog.above, { timeout: 20_000 }).toBe(true);
  const refused = { kind: "unavailable", retryAfterSeconds: 5 };
  expect(await admitCall(gate, request())).toEqual(refused);
  expect(await quoteCall(gate, request())).toMatchObject({ kind: "quote", quote: { admission: refused } });
  expect(await gate.redis.exists(redisKeys.holds(shardOf(fixture.customer.workspaceId)))).toBe(0);
  await settleAll();
  await expect.poll(() => gate.backlog.above, { timeout: 20_000 }).toBe(false);
  expect(await admitCall(gate, request())).toMatchObject({ kind: "admitted" });
});
