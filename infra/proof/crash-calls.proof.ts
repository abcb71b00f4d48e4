import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { createFixture, type Fixture } from "@tollgate/marketplace/testing/fixture";
import { services, stores, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { afterAll, beforeAll, expect } from "vitest";
import type { ActInput } from "./crash-acts.ts";
import type { WorkEnd } from "./crash-process.ts";
import { tryEveryPoint, useCrashes } from "./crash-trials.ts";

/** 900 × 2.5 + 400 × 10 USD per million is 6.25 thousandths of a USD; 5 % of it is the fee and 20 % the margin of the app. */
const CALL_NANO = 7_812_500n;

let fixture: Fixture;

useVerbs();
beforeAll(async () => {
  const endpoints = [{ slug: "one", baseUrl: "http://127.0.0.1:1/v1" }];
  fixture = await createFixture({ ...stores, creditUsd: "100000", endpoints });
  const limits = { limitNano: 10n ** 14n, limitReset: "monthly", requestsPerMinute: 100_000 } as const;
  await fixture.db.prisma.apiKey.update({ where: { id: fixture.app.keyId }, data: limits });
});
afterAll(async () => await fixture.close());
useCrashes(() => "http://127.0.0.1:1");

/** A call of the customer through the builder's app, so that every leg has an amount. */
async function newCall(): Promise<ActInput> {
  return { workspaceId: fixture.customer.workspaceId, keyId: fixture.app.keyId, callId: callIdAt(Date.now()) };
}

/** Admission finds neither credit nor counters, as after the loss of a Redis. Only while nothing is open. */
async function newCallOfAColdRedis(): Promise<ActInput> {
  const { workspaceId } = fixture.customer;
  const shard = shardOf(workspaceId);
  const counters = await services.redis.keys(redisKeys.cap(shard, "*", "*"));
  await services.redis.del(redisKeys.credit(shard, workspaceId), ...counters);
  return await newCall();
}

async function chargeOf({ callId }: ActInput): Promise<[string, bigint] | null> {
  const { rows } = await fixture.db.pool.query("SELECT outcome, charge_nano FROM call WHERE id = $1", [callId]);
  return rows[0] ? [rows[0].outcome, rows[0].charge_nano] : null;
}

const isAcknowledged = (end: WorkEnd) => end.kind === "returned" && end.ok;

/** Acknowledged: charged, exactly. Otherwise charged exactly, void, or never admitted. */
async function checkCall(input: ActInput, end: WorkEnd): Promise<void> {
  const charge = await chargeOf(input);
  if (isAcknowledged(end)) return expect(charge).toEqual(["completed", CALL_NANO]);
  const possible = [null, ["completed", CALL_NANO], ["void", 0n]];
  expect(possible).toContainEqual(charge);
}

tryEveryPoint({
  "a call is served": { act: "serveCall", prepare: newCallOfAColdRedis, check: checkCall },
  "a call ends while Redis is away": { act: "finishPastRedis", prepare: newCall, check: checkCall },
  "credit is brought to Redis": { act: "project", prepare: newCall, check: async () => undefined },
});
