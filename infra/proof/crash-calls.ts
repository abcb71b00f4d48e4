import { openDatabase } from "@tollgate/db/open-database";
import { redisKeys, SHARDS, shardOf } from "@tollgate/db/redis/shards";
import type { Services } from "@tollgate/marketplace/context";
import type { Admission } from "@tollgate/marketplace/inference/admission";
import { admitCall } from "@tollgate/marketplace/inference/admit-call";
import type { CallGate } from "@tollgate/marketplace/inference/call-gate";
import type { CallOutcome } from "@tollgate/marketplace/inference/call-outcome";
import { checkpointCalls } from "@tollgate/marketplace/inference/checkpoint-calls";
import { extendHold } from "@tollgate/marketplace/inference/extend-hold";
import { finishCall } from "@tollgate/marketplace/inference/finish-call";
import { startSpoolReplay } from "@tollgate/marketplace/inference/replay-spool";
import { UsageSpool } from "@tollgate/marketplace/inference/usage-spool";
import { settleCalls } from "@tollgate/marketplace/settlement/settle-calls";
import { sweepExpiredHolds } from "@tollgate/marketplace/settlement/sweep-expired-holds";

export interface CallInput {
  readonly callId: string;
  readonly keyId: string;
}

/** Units of every call here, so that what it must cost is known beforehand. */
const CALL_UNITS = { input: 900, output: 400 };
/** Nobody's, in nano-USD per million. */
const OTHER_PRICES = { input: 3_000_000_000n, output: 11_000_000_000n };
/** What a stream that is killed after its checkpoint has delivered. */
const CHECKPOINT_UNITS = { input: 900, output: 100 };

export async function serveCall(gate: CallGate, input: CallInput) {
  return await finish(gate, await admit(gate, input));
}

/** Its proxy counts with another price than the call is pinned to, so that settlement puts its usage in quarantine. */
export async function serveMispriced(gate: CallGate, input: CallInput) {
  const admission = await admit(gate, input);
  const candidates = admission.candidates.map((one) => ({
    ...one,
    price: { ...one.price, prices: OTHER_PRICES },
  }));
  return await finish(gate, { ...admission, candidates });
}

/** Admitted, checkpointed, its hold extended and kept, ended. */
export async function streamCall(gate: CallGate, input: CallInput) {
  const admission = await admit(gate, input);
  const endpointId = admission.candidates[0]?.id ?? "";
  const progress = { admission, endpointId, units: CHECKPOINT_UNITS, firstContentMs: 10, durationMs: 15 };
  await checkpointCalls(gate, [progress]);
  const extended = await extendHold(gate, admission, { endpointId, outputTokens: 2000, maxSurchargeNano: null });
  await gate.renewHolds();
  return await finish(gate, extended.kind === "extended" ? extended.admission : admission, { streamed: true });
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

/** Ends while both stores are away: what it used lies on the disk until they are back. */
export async function finishPastBoth(gate: CallGate, input: CallInput) {
  const admission = await admit(gate, input);
  gate.redis.disconnect();
  const away = openDatabase({ url: "postgresql://nobody@127.0.0.1:1/none", connections: 1 });
  const finished = await finish({ ...gate, db: away }, admission);
  await away.close();
  await gate.redis.connect();
  await gate.tail.replay(gate.redis);
  return finished;
}

/** Ends after the sweep has given it up: its usage goes to quarantine. */
export async function finishLate(gate: CallGate, services: Services, input: CallInput) {
  const admission = await admit(gate, input);
  await services.redis.zadd(redisKeys.holds(shardOf(admission.key.workspaceId)), 1, input.callId);
  await sweepExpiredHolds(services);
  await settleAll(services);
  await finish(gate, admission);
  await settleAll(services);
}

/** What a proxy does with the spool when it starts. */
export async function replaySpool({ db, redis }: Pick<Services, "db" | "redis">, directory: string): Promise<void> {
  let failure: unknown = null;
  const onError = (error: unknown) => {
    failure = error;
  };
  const spool = new UsageSpool({ directory, maxBytes: 2 ** 20 });
  await startSpoolReplay({ spool, db, redis, onError }).stop();
  if (failure !== null) throw failure;
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

async function finish(gate: CallGate, admission: Admission, more: Partial<CallOutcome> = {}) {
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
    ...more,
  });
}

export async function settleAll(services: Pick<Services, "db" | "redis">): Promise<number> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const lengths = await Promise.all(shards.map((shard) => services.redis.xlen(redisKeys.usage(shard))));
  let settled = 0;
  for (const shard of shards.filter((one) => lengths[one] !== 0))
    settled += (await settleCalls(services, { shard })).settled;
  return settled;
}
