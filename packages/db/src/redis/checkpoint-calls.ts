import type { Redis } from "ioredis";
import { redisScript, runScript } from "./run-script.ts";
import { redisKeys, shardOf } from "./shards.ts";

/**
 * Notes how far open calls have come. One that has ended stays so.
 * KEYS: calls… ARGV: progress per call.
 */
const CHECKPOINT = redisScript(`
for i = 1, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('HSET', KEYS[i], 'progress', ARGV[i]) end
end
return 'ok'
`);

/** Calls per script: Redis does nothing else while one runs. */
const BATCH = 500;

export interface Checkpoint {
  readonly callId: string;
  readonly workspaceId: string;
  /** What the sweeper needs to charge what was delivered, as JSON. */
  readonly progress: string;
}

export async function checkpointCalls(redis: Redis, checkpoints: readonly Checkpoint[]): Promise<void> {
  const byShard = Map.groupBy(checkpoints, ({ workspaceId }) => shardOf(workspaceId));
  const noteShard = async (shard: number, calls: readonly Checkpoint[]) => {
    for (let start = 0; start < calls.length; start += BATCH) {
      const batch = calls.slice(start, start + BATCH);
      const keys = batch.map(({ callId }) => redisKeys.call(shard, callId));
      await runScript(redis, CHECKPOINT, { keys, args: batch.map(({ progress }) => progress) });
    }
  };
  await Promise.all([...byShard].map(([shard, calls]) => noteShard(shard, calls)));
}
