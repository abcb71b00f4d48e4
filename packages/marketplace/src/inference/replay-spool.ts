import type { Database } from "@tollgate/db/open-database";
import { forgetCapCounter } from "@tollgate/db/redis/cap-counter";
import { isCallOpen } from "@tollgate/db/redis/open-calls";
import { type ReleaseRequest, releaseHold } from "@tollgate/db/redis/release-hold";
import type { Redis } from "ioredis";
import { projectAll } from "../settlement/project-credit.ts";
import { settleEvents } from "../settlement/settle-events.ts";
import { UsageEvent } from "../settlement/usage-event.ts";
import type { TakeEnds, UsageSpool } from "./usage-spool.ts";

/** Files of other processes that were killed, and stores that are back, are seen this soon. */
const REPLAY_MS = 2_000;
/** Ends that are sent to a store at a time. */
const BATCH = 500;

export interface ReplaySources {
  readonly spool: UsageSpool;
  readonly db: Database;
  readonly redis: Redis;
  readonly onError: (error: unknown) => void;
}

export interface SpoolReplayer {
  /** Gives everything on the disk to the stores. @returns whether nothing is left. @throws what a store throws; then it is still on the disk. */
  takeAll(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Replays the spool now and again and again: stores come back, and processes are killed, unannounced. */
export function startSpoolReplay(sources: ReplaySources): SpoolReplayer {
  const { spool, redis, onError } = sources;
  const take = takerOf(sources);
  let passing: Promise<unknown> = Promise.resolve();
  let running: Promise<void> | null = null;
  const pass = async () => {
    const { damaged, whole } = await spool.replay(take);
    if (damaged > 0) onError(new Error(`${damaged} lines of the usage spool are damaged; their files are kept`));
    return whole;
  };
  const takeAll = () => {
    const next = passing.then(pass);
    passing = next.catch(() => undefined);
    return next;
  };
  const retryAndTake = async () => {
    await spool.retry().catch(onError);
    if (redis.status === "ready") await takeAll();
  };
  const run = () => {
    running ??= retryAndTake()
      .catch(onError)
      .finally(() => {
        running = null;
      });
  };
  run();
  redis.on("ready", run);
  const timer = setInterval(run, REPLAY_MS).unref();
  return {
    takeAll,
    async stop() {
      clearInterval(timer);
      redis.off("ready", run);
      await running;
      await passing;
    },
  };
}

/**
 * Gives ends to both stores: a file goes only when Redis has let go of its holds and Postgres has recorded its calls, so this may be repeated or
 * be killed anywhere. Redis comes first, before the sweep makes up an end of its own, and once per file: each time it appends the event again.
 * Most ends of a tail are settled already; then there is nothing to be done but to let go of a hold that Redis may have got back.
 */
function takerOf({ db, redis }: ReplaySources): TakeEnds {
  const released = new Set<string>();
  return async (ends, file) => {
    const left: UsageEvent[] = [];
    for (let start = 0; start < ends.length; start += BATCH) {
      const batch = ends.slice(start, start + BATCH).map(withEvent);
      // Holds are let go of while Postgres is away, too; then nothing is known to be recorded.
      const recorded = await readRecorded(db, batch).catch((): RecordedLegs => new Map());
      const unrecorded = batch.filter(({ event }) => !isRecorded(recorded, event));
      left.push(...unrecorded.map(({ event }) => event));
      if (released.has(file)) continue;
      const answers = await Promise.all(unrecorded.map(({ ended }) => releaseHold(redis, ended)));
      await countAnew(
        redis,
        unrecorded.flatMap(({ ended }, index) => (answers[index] === "loose" ? [ended] : [])),
      );
      const settled = batch.filter(({ event }) => isRecorded(recorded, event));
      await Promise.all(settled.map(({ ended }) => releaseOpen(redis, ended)));
    }
    released.add(file);
    if (left.length > 0) {
      await settleEvents(db, left);
      // A Redis that lost everything since may have loaded credit that these were not taken off yet.
      const paying = left.map(({ wsp, sponsor }) => ({ workspaceId: wsp, lotId: sponsor }));
      await projectAll({ db, redis }, paying);
    }
    released.delete(file);
  };
}

interface EndWithEvent {
  readonly ended: ReleaseRequest;
  readonly event: UsageEvent;
}

function withEvent(ended: ReleaseRequest): EndWithEvent {
  return { ended, event: UsageEvent.parse(JSON.parse(ended.event)) };
}

type RecordedLegs = ReadonlyMap<string, { readonly cost: bigint; readonly fee: bigint; readonly surcharge: bigint }>;

async function readRecorded(db: Database, ends: readonly EndWithEvent[]): Promise<RecordedLegs> {
  const { rows } = await db.pool.query<{ id: string; cost: bigint; fee: bigint; surcharge: bigint }>(
    `SELECT id::text, cost_nano AS cost, fee_nano AS fee, surcharge_nano AS surcharge FROM call WHERE id = ANY ($1::uuid[])`,
    [ends.map(({ event }) => event.id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** As it says; what is recorded with another charge is for settlement to put before a person. */
function isRecorded(recorded: RecordedLegs, { id, legs }: UsageEvent): boolean {
  const row = recorded.get(id);
  return row?.cost === legs.cost && row.fee === legs.fee && row.surcharge === legs.surcharge;
}

/** Redis did not hold for these, so their caps may not count them: the next call loads what was spent, be it settled or waiting for that. */
async function countAnew(redis: Redis, ends: readonly ReleaseRequest[]): Promise<void> {
  const counters = new Map(
    ends.flatMap(({ workspaceId, capKeys }) => capKeys.map((key) => [key, workspaceId] as const)),
  );
  await Promise.all(Array.from(counters, ([key, workspaceId]) => forgetCapCounter(redis, workspaceId, key)));
}

async function releaseOpen(redis: Redis, ended: ReleaseRequest): Promise<void> {
  if (await isCallOpen(redis, ended)) await releaseHold(redis, ended);
}
