import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import type { Services } from "@tollgate/marketplace/context";
import type { Admission } from "@tollgate/marketplace/inference/admission";
import { admitCall } from "@tollgate/marketplace/inference/admit-call";
import type { CallGate } from "@tollgate/marketplace/inference/call-gate";
import { finishCall } from "@tollgate/marketplace/inference/finish-call";
import { settleCalls } from "@tollgate/marketplace/settlement/settle-calls";

export interface CallInput {
  readonly callId: string;
  readonly keyId: string;
}

/** Units of every call here, so that what it must cost is known beforehand. */
const CALL_UNITS = { input: 900, output: 400 };

export async function serveCall(gate: CallGate, input: CallInput) {
  return await finish(gate, await admit(gate, input));
}

/** Ends while Redis is away: the event goes another way, and again to Redis once it is back. */
export async function finishPastRedis(gate: CallGate, input: CallInput) {
  const admission = await admit(gate, input);
  gate.redis.disconnect();
  const finished = await finish(gate, admission);
  await gate.redis.connect();
  await gate.tail.replay(gate.redis);
  return finished;
}

async function admit(gate: CallGate, { callId, keyId }: CallInput) {
  const model = [...gate.snapshot().models.values()][0];
  const key = [...gate.snapshot().keys.values()].find((one) => one.id === keyId);
  if (!model || !key) throw new Error("the snapshot has no model or not the key");
  const limits = { inputTokensBound: 1000, maxOutputTokens: 1000, maxSurchargeNano: null };
  const nowMs = Date.now();
  const result = await admitCall(gate, { callId, key, model, candidates: model.endpoints, ...limits, nowMs });
  if (result.kind !== "admitted") throw new Error(`not admitted: ${result.kind}`);
  return result.admission;
}

async function finish(gate: CallGate, admission: Admission) {
  return await finishCall(gate, admission, {
    ending: "completed",
    endpointId: admission.candidates[0]?.id ?? null,
    units: CALL_UNITS,
    usageSource: "reported",
    finishReason: "stop",
    attempts: [],
    streamed: false,
    firstContentMs: 10,
    durationMs: 20,
  });
}

export async function settleAll(services: Pick<Services, "db" | "redis">): Promise<number> {
  let settled = 0;
  for (let shard = 0; shard < SHARDS; shard++) {
    if ((await services.redis.xlen(redisKeys.usage(shard))) > 0)
      settled += (await settleCalls(services, { shard })).settled;
  }
  return settled;
}
