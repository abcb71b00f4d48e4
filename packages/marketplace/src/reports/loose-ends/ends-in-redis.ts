import { generationId } from "@tollgate/db/ids";
import { countOpenCalls, readExpiredCalls, readOpenCalls } from "@tollgate/db/redis/open-calls";
import { SHARDS } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import type { Services } from "../../context.ts";
import { readIntent } from "../../inference/intent.ts";
import type { LooseEndItem } from "./loose-end-item.ts";

type Redis = Services["redis"];

/** Something of calls that was begun and has not ended, of a kind that Redis knows. */
export interface EndInRedis {
  readonly key: string;
  readonly what: string;
  readonly patience: string;
  /** From how long on it is too old, milliseconds; `null` for never. */
  readonly patienceMs: number | null;
  /** Up to `limit` of each shard, oldest first there. */
  read(redis: Redis, limit: number): Promise<LooseEndItem[]>;
  /** How many there are, where that is cheaper to say than which. */
  count?(redis: Redis): Promise<number>;
}

const MINUTE_MS = 60_000;
const shards = Array.from({ length: SHARDS }, (_, shard) => shard);

export const ENDS_IN_REDIS: readonly EndInRedis[] = [
  {
    ...{ key: "calls", what: "Calls in flight", patience: "until they end", patienceMs: null },
    async read(redis, limit) {
      const open = await Promise.all(shards.map((shard) => readOpenCalls(redis, shard, limit)));
      return open.flat().map(({ callId, holdNano, intent }) => ofIntent({ callId, holdNano, intent }, null));
    },
    count: async (redis) =>
      (await Promise.all(shards.map((shard) => countOpenCalls(redis, shard)))).reduce((sum, count) => sum + count, 0),
  },
  {
    ...{ key: "holds", what: "Holds past their time", patience: "1 minute", patienceMs: MINUTE_MS },
    async read(redis, limit) {
      const expired = await Promise.all(shards.map((shard) => readExpiredCalls(redis, shard, limit)));
      return expired.flat().map((call) => ofIntent(call, new Date(call.expiredAtMs)));
    },
  },
  {
    ...{ key: "usage", what: "Usage that waits to be settled", patience: "1 minute", patienceMs: MINUTE_MS },
    async read(redis, limit) {
      const waiting = await Promise.all(shards.map((shard) => readUsage(redis, shard, limit)));
      return waiting.flat().map(ofUsage);
    },
  },
];

interface Held {
  readonly callId: string;
  readonly holdNano: bigint;
  readonly intent: string;
}

function ofIntent({ callId, holdNano, intent }: Held, at: Date | null): LooseEndItem {
  const { wsp, model, at: admittedMs } = readIntent(intent);
  return { id: generationId(callId), at: at ?? new Date(admittedMs), owner: wsp, nano: holdNano, note: model };
}

/** A stream id begins with the Unix milliseconds of its entry. What cannot be read is listed all the same: it is what people look for. */
function ofUsage({ streamId, event }: { readonly streamId: string; readonly event: string }): LooseEndItem {
  const at = new Date(Number.parseInt(streamId, 10));
  const said = (name: string) => new RegExp(`"${name}":"([^"\\\\]{1,200})"`).exec(event)?.[1] ?? "";
  const id = said("id");
  return { id: id ? generationId(id) : streamId, at, owner: said("wsp"), nano: null, note: said("model") };
}
