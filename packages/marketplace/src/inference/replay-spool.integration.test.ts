import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@tollgate/db/open-database";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { expect, onTestFinished, test } from "vitest";
import { projectCredit } from "../settlement/project-credit.ts";
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
import { limitScope } from "../testing/set-limits.ts";
import type { Admission } from "./admission.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";
import { startSpoolReplay } from "./replay-spool.ts";
import { UsageSpool } from "./usage-spool.ts";
import { UsageTail } from "./usage-tail.ts";

useMoneyPath();

/** Holds 9 mUSD and something through the app. */
const small = () => request({ keyId: fixture.app.keyId, inputTokensBound: 3_000, maxOutputTokens: 16 });

/** Ends a call as a proxy does that neither store answers, and that is killed then. */
async function endOnDisk(admission: Admission): Promise<UsageSpool> {
  const directory = mkdtempSync(path.join(tmpdir(), "replay-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const spool = new UsageSpool({ directory, maxBytes: 1_000_000 });
  const redis = Object.create(gate.redis, { evalsha: { value: () => Promise.reject(new Error("away")) } });
  const db = openDatabase({ url: "postgresql://nobody@127.0.0.1:1/none", connections: 1 });
  await finishCall({ ...gate, redis, db, spool, tail: new UsageTail() }, admission, served(admission));
  await db.close();
  expect(readdirSync(directory)).toHaveLength(1);
  return spool;
}

/** What a Redis knows that lost everything and is in use again. */
async function forget({ callId }: Admission): Promise<void> {
  const { workspaceId } = fixture.customer;
  const shard = shardOf(workspaceId);
  const counters = await gate.redis.keys(redisKeys.cap(shard, "*", "*"));
  await gate.redis.del(redisKeys.call(shard, callId), redisKeys.credit(shard, workspaceId), ...counters);
  await gate.redis.zrem(redisKeys.holds(shard), callId);
}

async function replay(spool: UsageSpool): Promise<void> {
  const failures: unknown[] = [];
  await startSpoolReplay({ ...gate, spool, onError: (error) => failures.push(error) }).stop();
  expect(failures).toEqual([]);
}

test("an end that Redis has forgotten counts on its limits, however late its file is read", async () => {
  await limitScope("key", { limitNano: 20_000_000n, reset: "daily" });
  const first = await admitted(small());
  const spool = await endOnDisk(first);
  await forget(first);
  await admitted(small());
  await replay(spool);
  expect((await admitCall(gate, small())).kind).toBe("cap_exceeded");
  await settleAll();
  expect((await admitCall(gate, small())).kind).toBe("cap_exceeded");
  expect(await fixture.db.prisma.call.count()).toBe(1);
});

test("an end that is settled late is taken off the credit that a flushed Redis has loaded meanwhile", async () => {
  const first = await admitted(small());
  const spool = await endOnDisk(first);
  const away = openDatabase({ url: "postgresql://nobody@127.0.0.1:1/none", connections: 1 });
  let answering = away;
  const db = new Proxy(gate.db, { get: (_, name) => Reflect.get(answering, name) });
  const replayer = startSpoolReplay({ db, redis: gate.redis, spool, onError: () => undefined });
  await expect(replayer.takeAll()).rejects.toThrow();
  await fixture.redis.flushdb();
  await rejoin();
  await projectCredit(fixture, fixture.customer.workspaceId);
  answering = gate.db;
  expect(await replayer.takeAll()).toBe(true);
  expect((await credit()).availableNano).toBe(await posted());
  expect(await posted()).toBeLessThan(10_000_000_000n);
  await replayer.stop();
  await away.close();
});

test("an end that is settled lets go of a hold that Redis got back, and is charged once", async () => {
  const first = await admitted(small());
  const spool = await endOnDisk(first);
  await replay(spool);
  await settleAll();
  const again = await endOnDisk(first);
  const [shard, key] = [shardOf(first.key.workspaceId), redisKeys.holds(shardOf(first.key.workspaceId))];
  await gate.redis.hset(redisKeys.call(shard, first.callId), "hold", "0", "intent", "{}");
  await gate.redis.zadd(key, Date.now() + 3_600_000, first.callId);
  await replay(again);
  expect(await gate.redis.zcard(key)).toBe(0);
  await settleAll();
  expect(await fixture.db.prisma.call.count()).toBe(1);
  expect(await fixture.db.prisma.quarantinedCall.count()).toBe(0);
});
