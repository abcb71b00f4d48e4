import { type Database, openDatabase } from "@tollgate/db/open-database";
import { NANO_PER_USD } from "@tollgate/money/nano";
import { Redis } from "ioredis";
import { openReceiptSigner, type ReceiptSigner } from "../calls/receipt-signer.ts";
import { type KeyRing, parseKeyRing } from "../key-ring.ts";
import type { Snapshot } from "../snapshot/records.ts";
import { SnapshotStore } from "../snapshot/snapshot-store.ts";
import { type BacklogLimits, BacklogWatch } from "./backlog-watch.ts";
import { type EndpointNewsLine, openEndpointNews } from "./endpoint-news.ts";
import { EpochKeeper } from "./epoch-keeper.ts";
import { OpenCalls } from "./open-calls.ts";
import { startSpoolReplay } from "./replay-spool.ts";
import { UsageSpool, type UsageSpoolOptions } from "./usage-spool.ts";
import { UsageTail } from "./usage-tail.ts";
import { UsageTailFile } from "./usage-tail-file.ts";

/** What the request path works with: the snapshot in memory and Redis. Postgres is for what is not on that path. */
export interface CallGate {
  readonly redis: Redis;
  readonly db: Database;
  readonly nowMs: () => number;
  readonly settings: CallGateSettings;
  /** Events that a Redis which lost writes gets again. */
  readonly tail: UsageTail;
  /** The same on disk, for when this process is killed; `null` when the gate was opened without. */
  readonly tailFile: UsageTailFile | null;
  /** Where ends go that Redis does not take; `null` when the gate was opened without. */
  readonly spool: UsageSpool | null;
  /** Whether too much of what calls used waits in Redis. */
  readonly backlog: BacklogWatch;
  /** What the processes tell each other of endpoints. */
  readonly endpointNews: EndpointNewsLine;
  /** `null` when the gate was opened without receipt keys. */
  readonly receipts: ReceiptSigner | null;
  /** Whether Redis has what it authorises by. */
  readonly epochs: EpochKeeper;
  /** Calls of this process between admission and end. */
  readonly openCalls: OpenCalls;
  /** Gives every open call's hold its whole time again; runs by itself several times in a hold's life and when Redis is back. */
  renewHolds(): Promise<void>;
  /** The newest snapshot; synchronous. */
  snapshot(): Snapshot;
  ready(): Promise<{ readonly redis: boolean; readonly postgres: boolean }>;
  close(): Promise<void>;
}

export interface CallGateSettings extends BacklogLimits {
  /** Output tokens reserved, and sent upstream as the ceiling, when the caller asks for none. */
  readonly defaultMaxOutputTokens: number;
  /** A hold lasts this long after its process was last heard of; then it is swept. */
  readonly holdTtlMs: number;
  /**
   * When Redis has lost writes, no call is admitted for so long, in which every process holds again for the calls it serves. Longer than a
   * process takes to notice: it looks four times a second, and connects again within a second or two.
   */
  readonly rejoinMs: number;
}

export const DEFAULT_SETTINGS: CallGateSettings = {
  defaultMaxOutputTokens: 8192,
  holdTtlMs: 15 * 60_000,
  maxUnsettledNano: 1000n * NANO_PER_USD,
  maxUnsettledAgeMs: 3_600_000,
  rejoinMs: 3_000,
};

export interface OpenCallGateOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Key ring text, see `parseKeyRing`. */
  readonly encryptionKeys: string;
  /** Ring that signs receipts, see `parseReceiptKeyRing`; without it none are signed. */
  readonly receiptKeys?: string;
  /** Without it, what Redis and Postgres do not take is kept in memory only. */
  readonly spool?: UsageSpoolOptions;
  readonly nowMs?: () => number;
  /** A Postgres that does not answer within this time counts as away. */
  readonly postgresTimeoutMs?: number;
  readonly settings?: Partial<CallGateSettings>;
  readonly onError?: (error: unknown) => void;
}

/** A Redis that does not answer within this time counts as away. */
const REDIS_TIMEOUT_MS = 1_000;
/** The same of Postgres: longer than any batch of usage takes to settle on a busy server. */
const POSTGRES_TIMEOUT_MS = 30_000;
/** How long the first connection is waited for. */
const FIRST_CONNECTION_MS = 15_000;
/** A renewal may fail, or two, before a hold expires. */
const RENEWALS_PER_HOLD = 5;

export async function openCallGate(options: OpenCallGateOptions): Promise<CallGate> {
  const { nowMs = Date.now, onError = () => undefined, postgresTimeoutMs: timeoutMs = POSTGRES_TIMEOUT_MS } = options;
  const db = openDatabase({ url: options.databaseUrl, connections: 6, timeoutMs });
  const redis = new Redis(options.redisUrl, {
    commandTimeout: REDIS_TIMEOUT_MS,
    connectTimeout: REDIS_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    enableAutoPipelining: true,
    lazyConnect: true,
    retryStrategy: (times) => Math.min(times * 50, 1_000),
  });
  const subscriber = new Redis(options.redisUrl, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 50, 1_000),
  });
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const backlog = new BacklogWatch(redis, settings, onError);
  const tail = new UsageTail(() => backlog.oldestMs);
  const openCalls = new OpenCalls();
  const { receiptKeys } = options;
  const receipts =
    receiptKeys === undefined ? null : openReceiptSigner({ db, now: () => new Date(nowMs()), ring: receiptKeys });
  const renewHolds = async () => {
    await tail.confirm(redis);
    await openCalls.renew(redis, { ttlMs: settings.holdTtlMs, nowMs: nowMs() });
  };
  const spool = options.spool ? new UsageSpool(options.spool) : null;
  const replay = spool ? startSpoolReplay({ spool, db, redis, onError }) : null;
  const takeLeftEnds = async () => (await replay?.takeAll()) ?? true;
  const epochs = new EpochKeeper({ redis, db, tail, openCalls, takeLeftEnds, settings, onError });
  redis.on("error", onError);
  redis.on("close", () => epochs.disconnected());
  redis.on("ready", () => {
    void epochs.look();
    void renewHolds().catch(onError);
  });
  subscriber.on("error", onError);
  const keyRing: KeyRing = parseKeyRing(options.encryptionKeys);
  const [store] = await Promise.all([
    SnapshotStore.open({ db, subscriber, keyRing, nowMs, onError }),
    connected(redis),
  ]);
  await backlog.look();
  const renewal = setInterval(() => void renewHolds().catch(onError), settings.holdTtlMs / RENEWALS_PER_HOLD);
  renewal.unref();
  const tailFile = openTailFile(options.spool, { tail, nowMs, onError });
  await epochs.start();
  return {
    redis,
    db,
    nowMs,
    tail,
    tailFile,
    spool,
    backlog,
    receipts,
    endpointNews: openEndpointNews(redis, subscriber, nowMs),
    openCalls,
    epochs,
    renewHolds,
    settings,
    snapshot: () => store.current(),
    async ready() {
      const [redisOk, postgresOk] = await Promise.allSettled([redis.ping(), db.pool.query("SELECT 1")]);
      return { redis: redisOk.status === "fulfilled", postgres: postgresOk.status === "fulfilled" };
    },
    async close() {
      clearInterval(renewal);
      backlog.stop();
      await replay?.stop();
      await epochs.stop();
      tailFile?.close();
      await store.close();
      redis.disconnect();
      await db.close();
    },
  };
}

function openTailFile(
  spool: UsageSpoolOptions | undefined,
  { tail, nowMs, onError }: Pick<CallGate, "tail" | "nowMs"> & { readonly onError: (error: unknown) => void },
): UsageTailFile | null {
  if (!spool?.tailBytes) return null;
  const { directory, tailBytes: maxBytes } = spool;
  const [keepMs, kept] = [() => tail.keepMs(nowMs()), () => tail.kept()];
  return new UsageTailFile({ directory, maxBytes, keepMs, kept, onError });
}

/** A Redis that is slow to take the first connection is tried again, as it is later on. @throws Error when it takes none in time. */
function connected(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      redis.disconnect();
      reject(new Error("Redis cannot be reached: check REDIS_URL."));
    }, FIRST_CONNECTION_MS);
    redis.once("ready", () => {
      clearTimeout(timer);
      resolve();
    });
    // A refused connection is told by "error", and tried again until the time is up.
    redis.connect().catch(() => undefined);
  });
}
