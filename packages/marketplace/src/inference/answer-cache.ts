import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type CachePlace, readCachedAnswer, storeCachedAnswer } from "@tollgate/db/redis/answer-cache";
import { countClass, isMeteredBucket, type UsageUnits } from "@tollgate/pricing/usage-units";
import type { Redis } from "ioredis";
import { z } from "zod";

const compress = promisify(gzip);
const uncompress = promisify(gunzip);

/** All answers of one workspace together, compressed. */
const WORKSPACE_BYTES = 32 * 1024 * 1024;

/** An endpoint's answer as it came, and what it was metered as. */
export interface KeptReply {
  readonly endpointId: string;
  readonly contentType: string | null;
  readonly units: UsageUnits;
  /** Unix milliseconds. */
  readonly keptAtMs: number;
  readonly bytes: Buffer;
}

const Meta = z.object({
  endpoint: z.string(),
  type: z.string().nullable(),
  units: z
    .record(z.string(), z.int().min(0))
    .transform(
      (units): UsageUnits => Object.fromEntries(Object.entries(units).filter(([bucket]) => isMeteredBucket(bucket))),
    ),
  at: z.number(),
});

export type AnswerPlace = Omit<CachePlace, "shelf">;

/** Answers that may be given again, in Redis beside the workspace's credit. Each step rejects when Redis does not answer. */
export interface AnswerCache {
  /** @returns `null` when there is none, or its time is over. */
  read(place: AnswerPlace): Promise<KeptReply | null>;
  store(place: AnswerPlace, reply: KeptReply, ttlSeconds: number): Promise<void>;
}

export function openAnswerCache(redis: Redis, mostBytes = WORKSPACE_BYTES): AnswerCache {
  return {
    async read(place) {
      const kept = await readCachedAnswer(redis, { ...place, shelf: "answers" });
      if (kept === null) return null;
      const { endpoint, type, units, at } = Meta.parse(JSON.parse(kept.meta));
      return { endpointId: endpoint, contentType: type, units, keptAtMs: at, bytes: await uncompress(kept.body) };
    },
    async store(place, { endpointId, contentType, units, keptAtMs, bytes }, ttlSeconds) {
      const meta = JSON.stringify({ endpoint: endpointId, type: contentType, units, at: keptAtMs });
      const bounds = { nowMs: keptAtMs, expiresAtMs: keptAtMs + ttlSeconds * 1000, mostBytes };
      await storeCachedAnswer(redis, { ...place, shelf: "answers" }, { meta, body: await compress(bytes), ...bounds });
    },
  };
}

/** What an answer that is there already comes to: known, so that no more is held for it than it costs. */
export function knownBounds({ units }: KeptReply) {
  const { image = 0, audio_second = 0, search = 0, character = 0 } = units;
  return {
    inputTokensBound: countClass(units, "input_token"),
    maxOutputTokens: countClass(units, "output_token"),
    unitsBound: { image, audio_second, search, character },
    outputIsFixed: true,
  };
}
