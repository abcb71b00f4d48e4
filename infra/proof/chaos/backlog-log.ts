import { redisKeys, SHARDS } from "@tollgate/db/redis/shards";
import { Redis } from "ioredis";

const LOOK_MS = 200;
const ANSWER_MS = 1_000;

/** When nothing waited to be settled: what had ended by then is in Postgres. Times are of the monotonic clock. */
export class BacklogLog {
  readonly #redis: Redis;
  readonly #emptyAtMs: number[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** @param redisUrl past the wires. */
  constructor(redisUrl: string) {
    const impatient = { commandTimeout: ANSWER_MS, maxRetriesPerRequest: 0, enableOfflineQueue: false };
    this.#redis = new Redis(redisUrl, impatient);
    this.#redis.on("error", () => undefined);
    this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }

  /** Whether everything was seen settled between two moments. */
  wasEmptyBetween(fromMs: number, toMs: number): boolean {
    return this.#emptyAtMs.some((atMs) => atMs > fromMs && atMs < toMs);
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#redis.disconnect();
  }

  async #look(): Promise<void> {
    const askedAtMs = performance.now();
    const keys = Array.from({ length: SHARDS }, (_, shard) => redisKeys.usage(shard));
    // While Redis is down nothing is known of it.
    const lengths = await Promise.all(keys.map((key) => this.#redis.xlen(key))).catch(() => null);
    if (lengths?.every((length) => length === 0)) this.#emptyAtMs.push(askedAtMs);
    if (this.#timer) this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }
}
