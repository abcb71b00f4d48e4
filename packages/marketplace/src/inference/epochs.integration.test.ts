import { openEpoch, readEpoch } from "@tollgate/db/redis/epoch";
import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { expect, test } from "vitest";
import { TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import {
  admitted,
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
import { SilentRelay } from "../testing/silent-relay.ts";
import type { Admission } from "./admission.ts";
import { admitCall } from "./admit-call.ts";
import { openCallGate } from "./call-gate.ts";
import { EpochKeeper } from "./epoch-keeper.ts";
import { finishCall } from "./finish-call.ts";
import { priceOutcome } from "./price-outcome.ts";
import { UsageTail } from "./usage-tail.ts";

useMoneyPath();

/** Holds more than half of the 10 USD. */
const large = () => request({ inputTokensBound: 1_000_000, maxOutputTokens: 250_000 });

/** Everything in Redis as it is now, to be put back later as a server would that lost what came since. */
async function snapshotRedis(): Promise<() => Promise<void>> {
  const keys = await fixture.redis.keys("*");
  const values = await Promise.all(keys.map((key) => fixture.redis.dumpBuffer(key)));
  return async () => {
    // At once, since the gate looks at it all the time.
    const change = fixture.redis.multi().flushdb();
    for (const [index, key] of keys.entries()) change.restore(key, 0, values[index] ?? "");
    for (let shard = 0; shard < SHARDS; shard++) change.hset(redisKeys.epoch(shard), "run", "another server");
    await change.exec();
  };
}

async function expectRest(): Promise<void> {
  await settleAll();
  expect(await credit()).toMatchObject({ heldNano: 0n, unsettledNano: 0n, availableNano: await posted() });
}

test("after a flush open calls are held for again before others are admitted", async () => {
  const open = await admitted(large());
  await fixture.redis.flushdb();
  expect((await admitCall(gate, large())).kind).toBe("unavailable");
  await rejoin();
  expect((await credit()).heldNano).toBe(open.holdNano);
  const next = await admitCall(gate, large());
  if (next.kind === "admitted") expect(next.admission.holdNano + open.holdNano).toBeLessThanOrEqual(10_000_000_000n);
  await finishCall(gate, open, served(open));
  if (next.kind === "admitted") await finishCall(gate, next.admission, served(next.admission));
  await expectRest();
});

test("calls wait until every process had time to hold again for its own", async () => {
  // It would not wait for anybody.
  await gate.epochs.stop();
  const open = () =>
    openCallGate({
      databaseUrl: database.url,
      redisUrl: database.redisUrl,
      encryptionKeys: TEST_ENCRYPTION_KEYS,
      settings: { rejoinMs: 2_000 },
    });
  const [serving, idle] = await Promise.all([open(), open()]);
  try {
    const result = await admitCall(serving, large());
    if (result.kind !== "admitted") throw new Error(result.kind);
    await serving.epochs.stop();
    await fixture.redis.flushdb();
    await idle.epochs.look();
    expect((await admitCall(idle, large())).kind).toBe("unavailable");
    await serving.epochs.look();
    expect((await credit()).heldNano).toBe(result.admission.holdNano);
    expect((await readEpoch(fixture.redis))?.open).toBe(false);
    await expect.poll(async () => (await readEpoch(fixture.redis))?.open, { timeout: 20_000 }).toBe(true);
    expect((await credit()).heldNano).toBe(result.admission.holdNano);
    await finishCall(serving, result.admission, served(result.admission));
    await expectRest();
  } finally {
    await Promise.all([serving.close(), idle.close()]);
  }
});

test("a server that lost its last writes doubles nothing and forgets nothing", async () => {
  const early = await admitted(request());
  const restore = await snapshotRedis();
  const late = await admitted(request());
  await finishCall(gate, early, served(early));
  await settleAll();
  await restore();
  await rejoin();
  expect((await credit()).heldNano).toBe(late.holdNano);
  expect((await credit()).availableNano).toBe((await posted()) - late.holdNano);
  await finishCall(gate, late, served(late));
  await expectRest();
  expect(await posted()).toBe(10_000_000_000n - 2n * 6_562_500n);
});

test("a call of a process that died stays held for after a fail-over, one that had ended does not", async () => {
  const dead = await admitted(request());
  const ended = await admitted(request());
  const restore = await snapshotRedis();
  await finishCall(gate, ended, served(ended));
  await settleAll();
  gate.openCalls.delete(dead.callId);
  await restore();
  await rejoin();
  expect((await credit()).heldNano).toBe(dead.holdNano);
  await finishCall(gate, dead, served(dead));
  await expectRest();
});

test("calls wait until what dead processes left on disk is settled", async () => {
  await gate.epochs.stop();
  const ended = await admitted(large());
  let taken = false;
  const keeper = new EpochKeeper({
    ...{ ...gate, onError: (error) => expect.unreachable(String(error)) },
    takeLeftEnds: async () => taken,
  });
  gate.openCalls.delete(ended.callId);
  await fixture.redis.flushdb();
  await keeper.look();
  expect((await readEpoch(fixture.redis))?.open).toBe(false);
  await finishCall({ ...gate, tail: new UsageTail() }, ended, served(ended));
  taken = true;
  await keeper.look();
  expect((await readEpoch(fixture.redis))?.open).toBe(true);
  expect(await posted()).toBe(10_000_000_000n - priceOutcome(ended, served(ended)).chargeNano);
  await keeper.stop();
});

test("a Postgres that has silently become unreachable keeps calls out no longer than it is waited for", async () => {
  const { hostname: host, port } = new URL(database.url);
  const relay = await SilentRelay.open({ host, port: Number(port) });
  const databaseUrl = Object.assign(new URL(database.url), { host: `127.0.0.1:${relay.port}` }).href;
  await gate.epochs.stop();
  const serving = await openCallGate({
    ...{ databaseUrl, redisUrl: database.redisUrl, encryptionKeys: TEST_ENCRYPTION_KEYS },
    ...{ postgresTimeoutMs: 1_000, settings: { rejoinMs: 0 } },
  });
  try {
    const result = await admitCall(serving, large());
    if (result.kind !== "admitted") throw new Error(result.kind);
    await fixture.redis.flushdb();
    relay.silence();
    await expect.poll(async () => (await readEpoch(fixture.redis))?.open, { timeout: 20_000 }).toBe(true);
    expect((await credit()).heldNano).toBe(result.admission.holdNano);
    await finishCall(serving, result.admission, served(result.admission));
    await expectRest();
  } finally {
    await serving.close();
    relay.close();
  }
});

test("an epoch that is over cannot be opened", async () => {
  const before = await readEpoch(fixture.redis);
  await fixture.redis.flushdb();
  await rejoin();
  expect(await openEpoch(fixture.redis, before?.id ?? "")).toBe(false);
});

test("however often Redis is flushed under load, what is open and what was spent never exceed the credit", async () => {
  const open = new Set<Admission>();
  const end = async (admission: Admission) => {
    open.delete(admission);
    await finishCall(gate, admission, served(admission, { input: 100_000, output: admission.maxOutputTokens }));
  };
  for (let round = 0; round < 60; round++) {
    if (round % 7 === 3) await fixture.redis.flushdb();
    if (round % 7 === 4) await gate.epochs.look();
    const calls = Array.from({ length: 4 }, () =>
      admitCall(gate, request({ inputTokensBound: 100_000, maxOutputTokens: 40_000 })),
    );
    for (const result of await Promise.all(calls)) if (result.kind === "admitted") open.add(result.admission);
    const held = [...open].reduce((sum, { holdNano }) => sum + holdNano, 0n);
    expect(held).toBeLessThanOrEqual(await posted());
    const ending = [...open].filter((_, index) => index % 3 === round % 3).map(end);
    await Promise.all(ending);
    await settleAll();
  }
  await rejoin();
  await Promise.all([...open].map(end));
  await settleAll();
  const last = await admitted(request());
  await finishCall(gate, last, served(last, { input: 1000, output: last.maxOutputTokens }));
  await expectRest();
  expect(await posted()).toBeGreaterThanOrEqual(0n);
});
