import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callIdAt } from "../testing/settlement-row.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { acknowledgeSettled } from "./acknowledge.ts";
import { readCreditState, setCreditBase } from "./credit-state.ts";
import { beginEpoch, openEpoch, readEpoch } from "./epoch.ts";
import { placeHold } from "./place-hold.ts";
import { releaseHold } from "./release-hold.ts";
import { shardOf } from "./shards.ts";
import { readUsage } from "./usage-stream.ts";

const workspaceId = "wsp_readings";
const shard = shardOf(workspaceId);
let database: TestDatabase;
let redis: Redis;

beforeAll(async () => {
  database = await createTestDatabase();
  redis = new Redis(database.redisUrl);
});
beforeEach(async () => {
  await redis.flushdb();
  const { id } = await beginEpoch(redis, { after: null, runId: "test" });
  await openEpoch(redis, id);
});
afterAll(async () => {
  redis.disconnect();
  await database.close();
});

const reading = (postedNano: bigint, version: bigint) => ({ workspaceId, postedNano, version });

/** A call that was held for and has ended. */
async function endCall(chargeNano: bigint): Promise<void> {
  const call = { callId: callIdAt(Date.now()), workspaceId, holdNano: chargeNano };
  const counted = { counters: [{ counterKey: "{s}:none", amount: 1, limit: null, ttlSeconds: 60 }], caps: [] };
  expect((await placeHold(redis, { ...call, ...counted, keyId: "key_a", ttlMs: 60_000, intent: "{}" })).kind).toBe(
    "admitted",
  );
  const ended = { chargeNano, capKeys: [], openKeys: [], tokenKeys: [], tokensDifference: 0, event: "{}" };
  expect(await releaseHold(redis, { ...call, ...ended })).toBe("released");
}

test("readings of the credit may arrive in any order: an older one changes nothing", async () => {
  await setCreditBase(redis, reading(100n, 1n), true);
  await setCreditBase(redis, reading(300n, 12n), true);
  await setCreditBase(redis, reading(200n, 9n), true);
  await setCreditBase(redis, reading(100n, 12n), true);
  expect(await readCreditState(redis, workspaceId)).toMatchObject({
    baseNano: 300n,
    version: 12n,
    availableNano: 300n,
  });
});

test("a reading that was taken before a settlement and arrives after it loads nothing", async () => {
  await acknowledgeSettled(redis, shard, { entries: [], credit: [reading(70n, 3n)] });
  expect(await readCreditState(redis, workspaceId)).toBeNull();
  expect(await setCreditBase(redis, reading(100n, 2n), true)).toBe(false);
  expect(await readCreditState(redis, workspaceId)).toBeNull();
  expect(await setCreditBase(redis, reading(70n, 3n), true)).toBe(true);
  expect(await readCreditState(redis, workspaceId)).toMatchObject({ version: 3n, availableNano: 70n });
});

test("what was seen in an epoch that is over keeps no credit from being loaded", async () => {
  await acknowledgeSettled(redis, shard, { entries: [], credit: [reading(70n, 3n)] });
  await beginEpoch(redis, { after: await readEpoch(redis), runId: "another" });
  expect(await setCreditBase(redis, reading(100n, 2n), true)).toBe(true);
  expect(await readCreditState(redis, workspaceId)).toMatchObject({ version: 2n, availableNano: 100n });
});

test("a newer reading takes the place of the credit and leaves what is held and unsettled", async () => {
  await setCreditBase(redis, reading(100n, 1n), true);
  await endCall(30n);
  await setCreditBase(redis, reading(500n, 2n), true);
  expect(await readCreditState(redis, workspaceId)).toMatchObject({
    ...{ baseNano: 500n, heldNano: 0n, unsettledNano: 30n, availableNano: 470n },
  });
});

test("usage that is acknowledged twice gives its charge back once", async () => {
  await setCreditBase(redis, reading(100n, 1n), true);
  await endCall(20n);
  await endCall(30n);
  const [first] = await readUsage(redis, shard, 1);
  if (!first) throw new Error("the end of a call was not appended");
  const entry = { ...first, workspaceId, chargeNano: 20n, countsAsUnsettled: true, quarantinedCallId: null };
  for (let time = 0; time < 2; time++)
    await acknowledgeSettled(redis, shard, { entries: [entry], credit: [reading(80n, 2n)] });
  expect(await readCreditState(redis, workspaceId)).toMatchObject({ unsettledNano: 30n, availableNano: 50n });
});
