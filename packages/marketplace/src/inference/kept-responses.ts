import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { dropCachedAnswer, readCachedAnswer, storeCachedAnswer } from "@tollgate/db/redis/answer-cache";
import type { Redis } from "ioredis";
import { z } from "zod";

const compress = promisify(gzip);
const uncompress = promisify(gunzip);

/** All responses of one workspace together, and the largest one, compressed. */
const WORKSPACE_BYTES = 16 * 1024 * 1024;
const MOST_BYTES = 1024 * 1024;
/** How long a response is kept. */
export const KEPT_RESPONSE_SECONDS = 3 * 86_400;

const Kept = z.object({
  response: z.record(z.string(), z.unknown()),
  items: z.array(z.unknown()),
});

/** A response as its caller got it, and the conversation up to and with it. */
export type KeptResponse = z.output<typeof Kept>;

/** Whose a response is: an app sees those it asked for, and the workspace its own. */
export interface ResponsePlace {
  readonly workspaceId: string;
  readonly grantId: string | null;
  readonly id: string;
}

/** Responses whose requests asked for them to be kept, in Redis beside the workspace's credit. Each step rejects when Redis does not answer. */
export interface KeptResponses {
  /** @returns `null` when there is none, or its time is over. */
  read(place: ResponsePlace): Promise<KeptResponse | null>;
  /** @returns false for one too large to keep. */
  store(place: ResponsePlace, kept: KeptResponse, nowMs: number): Promise<boolean>;
  /** @returns false when there was none. */
  drop(place: ResponsePlace): Promise<boolean>;
}

export function openKeptResponses(redis: Redis, mostBytes = WORKSPACE_BYTES): KeptResponses {
  const place = ({ workspaceId, grantId, id }: ResponsePlace) => ({
    shelf: "responses" as const,
    workspaceId,
    name: `${grantId ?? ""}.${id}`,
  });
  return {
    async read(of) {
      const kept = await readCachedAnswer(redis, place(of));
      return kept && Kept.parse(JSON.parse((await uncompress(kept.body)).toString("utf8")));
    },
    async store(of, kept, nowMs) {
      const body = await compress(JSON.stringify(kept));
      if (body.length > MOST_BYTES) return false;
      const bounds = { nowMs, expiresAtMs: nowMs + KEPT_RESPONSE_SECONDS * 1000, mostBytes };
      return await storeCachedAnswer(redis, place(of), { meta: "{}", body, ...bounds });
    },
    drop: (of) => dropCachedAnswer(redis, place(of)),
  };
}
