import { randomUUID } from "node:crypto";
import { redisKeys } from "@tollgate/db/redis/shards";
import type { Redis } from "ioredis";
import { z } from "zod";

const News = z.discriminatedUnion("kind", [
  /** Its breaker opened. */
  z.object({ kind: z.literal("down"), endpointId: z.string(), untilMs: z.number() }),
  /** It asked to be left alone. */
  z.object({ kind: z.literal("cooling"), endpointId: z.string(), untilMs: z.number() }),
  /** It serves again. */
  z.object({ kind: z.literal("back"), endpointId: z.string() }),
]);

/** What one process found out about an endpoint and others should know. Times are Unix milliseconds. */
export type EndpointNews = z.infer<typeof News>;

const Message = z.object({ from: z.string(), news: News });

/**
 * Tells the processes of a marketplace about endpoints that are down, cooling or back. A help and never a condition: without Redis each
 * process goes by what it sees itself.
 */
export interface EndpointNewsLine {
  tell(news: EndpointNews): void;
  /** Calls back for each message of other processes, first for what is still in force. */
  listen(endpointIds: readonly string[], hear: (news: EndpointNews) => void): Promise<void>;
}

/** @param subscriber a connection that is in subscriber mode; it may serve other channels too. */
export function openEndpointNews(redis: Redis, subscriber: Redis, nowMs: () => number): EndpointNewsLine {
  const from = randomUUID();
  // Channels are shared by all databases of a Redis, keys are not.
  const channel = redisKeys.endpointNews(redis.options.db ?? 0);
  return {
    tell(news) {
      const message = JSON.stringify({ from, news });
      const key = redisKeys.endpointHealth(news.endpointId);
      const kept =
        news.kind === "back"
          ? redis.del(key)
          : redis.set(key, message, "PX", Math.max(1, Math.ceil(news.untilMs - nowMs())));
      // One that is not passed on costs another process a failed attempt.
      void Promise.allSettled([kept, redis.publish(channel, message)]);
    },
    async listen(endpointIds, hear) {
      const take = (text: string | null) => {
        const message = readMessage(text);
        if (message && message.from !== from) hear(message.news);
      };
      subscriber.on("message", (name, text) => {
        if (name === channel) take(text);
      });
      await subscriber.subscribe(channel);
      const kept = await Promise.all(endpointIds.map((id) => redis.get(redisKeys.endpointHealth(id))));
      kept.forEach(take);
    },
  };
}

function readMessage(text: string | null): z.infer<typeof Message> | null {
  if (text === null) return null;
  try {
    return Message.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
