import { generationId } from "@tollgate/db/ids";
import { redisKeys } from "@tollgate/db/redis/shards";
import { JOBS_PREFIX } from "@tollgate/jobs/queues";
import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { registerApp } from "../apps/register-app.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { addCall, addEndpoint, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { getPlatformHealth } from "./get-platform-health.ts";
import { searchById } from "./search-by-id.ts";

useVerbs();

let operator: Person;
let somebody: Person;

beforeAll(async () => {
  operator = await newDutyHolder("operator");
  somebody = await newPerson("Somebody");
});

test("health counts what holds, waits and fails, and says when jobs were done", async () => {
  const { endpointId } = await addEndpoint(somebody.workspaceId);
  const since = new Date(Math.floor(Date.now() / 300_000) * 300_000);
  const slot = { latency: {}, throughput: {}, passedOver: {} };
  await services.db.prisma.endpointSlot.create({
    data: { endpointId, since, served: 3, failed: 2, rateLimited: 1, failures: { timeout: 2 }, ...slot },
  });
  await services.redis.zadd(redisKeys.holds(3), Date.now(), "one", Date.now(), "two");
  await services.redis.xadd(redisKeys.usage(5), "*", "event", "{}");
  await services.redis.incrby(redisKeys.backlog(5), 1234);
  await services.redis.lpush(`${JOBS_PREFIX}:money:wait`, "1", "2");
  await services.db.prisma.jobWatermark.create({ data: { job: "roll-up-calls", bookedAt: new Date() } });
  const health = await getPlatformHealth(await operator.ctx());
  expect(health.load).toMatchObject({
    openCalls: 2,
    waitingEvents: 1,
    chargesNano: 1234n,
    fullestShard: { shard: 5, waitingEvents: 1 },
    epoch: null,
  });
  expect(health.queues?.find(({ name }) => name === "money")).toMatchObject({ waiting: 2, active: 0 });
  expect(health.endpoints).toMatchObject([{ endpointId, served: 3, failed: 2, failures: { timeout: 2 } }]);
  expect(health).toMatchObject({ troubled: 1, watermarks: [{ job: "roll-up-calls" }], lastAudit: null });
});

test("anything is found by its exact id, whoever it belongs to", async () => {
  const ctx = await operator.ctx();
  const { workspaceId } = somebody;
  const { key, secret } = await createApiKey(await somebody.ctx(), { workspaceId, name: "Shop" });
  const callId = await addCall(workspaceId, key.id);
  const { endpointId, providerId } = await addEndpoint((await newPerson("Provider")).workspaceId);
  const app = await registerApp(await somebody.ctx(), { workspaceId, name: "Writer", url: "https://w.example" });
  const kinds = async (query: string) => (await searchById(ctx, { query })).map(({ kind, id }) => [kind, id]);
  expect(await kinds(generationId(callId))).toEqual([["call", generationId(callId)]]);
  expect(await kinds(callId)).toEqual([["call", generationId(callId)]]);
  expect(await kinds(somebody.email.toUpperCase())).toEqual([["user", somebody.userId]]);
  expect(await kinds(secret)).toEqual([["key", key.id]]);
  expect(await kinds(secret.slice(0, 7))).toEqual([["key", key.id]]);
  expect(await kinds(endpointId)).toEqual([["endpoint", endpointId]]);
  expect(await kinds(providerId)).toEqual([["provider", providerId]]);
  expect(await kinds(app.id)).toEqual([["app", app.id]]);
  expect(await kinds("acme/echo-1")).toEqual([["model", "acme/echo-1"]]);
  const [found] = await searchById(ctx, { query: workspaceId });
  expect(found).toMatchObject({ kind: "workspace", workspace: { id: workspaceId } });
  const call = await services.db.prisma.call.findFirstOrThrow({ where: { id: callId } });
  expect(await kinds(call.journalId ?? "")).toEqual([["journal", call.journalId]]);
  expect(await kinds("Some")).toEqual([]);
  await expect(kinds("%")).rejects.toMatchObject({ code: "invalid_input" });
});

test("only operators may", async () => {
  await expect(getPlatformHealth(await somebody.ctx())).rejects.toMatchObject({ code: "forbidden" });
  await expect(searchById(await somebody.ctx(), { query: "wsp_any" })).rejects.toMatchObject({ code: "forbidden" });
});
