import type { Database } from "@tollgate/db/open-database";
import { releaseHold } from "@tollgate/db/redis/release-hold";
import type { Redis } from "ioredis";
import { settleEvents } from "../settlement/settle-events.ts";
import { UsageEvent } from "../settlement/usage-event.ts";
import type { TakeEnds, UsageSpool } from "./usage-spool.ts";

/** Files of other processes that were killed, and stores that are back, are seen this soon. */
const REPLAY_MS = 5_000;
/** Ends that are sent to a store at a time. */
const BATCH = 500;

export interface ReplaySources {
  readonly spool: UsageSpool;
  readonly db: Database;
  readonly redis: Redis;
  readonly onError: (error: unknown) => void;
}

/** Replays the spool now and again and again: stores come back, and processes are killed, unannounced. @returns what stops it. */
export function startSpoolReplay(sources: ReplaySources): () => Promise<void> {
  const { spool, redis, onError } = sources;
  const take = takerOf(sources);
  let running: Promise<void> | null = null;
  const pass = async () => {
    try {
      await spool.retry().catch(onError);
      if (redis.status !== "ready") return;
      const { damaged } = await spool.replay(take);
      if (damaged > 0) onError(new Error(`${damaged} lines of the usage spool are damaged; their files are kept`));
    } catch (error) {
      onError(error);
    } finally {
      running = null;
    }
  };
  const run = () => {
    running ??= pass();
  };
  run();
  redis.on("ready", run);
  const timer = setInterval(run, REPLAY_MS).unref();
  return async () => {
    clearInterval(timer);
    redis.off("ready", run);
    await running;
  };
}

/**
 * Gives ends to both stores: a file goes only when Redis has let go of its holds and Postgres has recorded its calls, so this may be repeated or
 * be killed anywhere. Redis comes first, before the sweep makes up an end of its own, and once per file: each time it appends the event again.
 */
function takerOf({ db, redis }: ReplaySources): TakeEnds {
  const released = new Set<string>();
  return async (ends, file) => {
    for (let start = 0; start < ends.length && !released.has(file); start += BATCH)
      await Promise.all(ends.slice(start, start + BATCH).map((ended) => releaseHold(redis, ended)));
    released.add(file);
    await settleEvents(
      db,
      ends.map(({ event }) => UsageEvent.parse(JSON.parse(event))),
    );
    released.delete(file);
  };
}
