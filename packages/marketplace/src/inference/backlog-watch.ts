import { type Backlog, readBacklog } from "@tollgate/db/redis/read-backlog";
import { formatUsd } from "@tollgate/money/nano";
import type { Redis } from "ioredis";

const LOOK_MS = 1_000;

/** How much used and unsettled money may lie in Redis alone, and for how long, before calls are refused. */
export interface BacklogLimits {
  readonly maxUnsettledNano: bigint;
  readonly maxUnsettledAgeMs: number;
}

/**
 * Knows whether too much usage waits to be settled: Postgres is away, or nobody settles. Looks once a second and never on a call's path, so a
 * second's calls may go past the limits.
 */
export class BacklogWatch {
  readonly #redis: Redis;
  readonly #limits: BacklogLimits;
  readonly #onError: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #above = false;
  #oldestMs = 0;
  #looking = false;

  constructor(redis: Redis, limits: BacklogLimits, onError: (error: unknown) => void) {
    this.#redis = redis;
    this.#limits = limits;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** Whether new calls should be refused; what was so last while Redis is away, since then no call is admitted anyway. */
  get above(): boolean {
    return this.#above;
  }

  /** For how long the oldest usage has waited, when it was last looked at. */
  get oldestMs(): number {
    return this.#oldestMs;
  }

  /** Measures now, unless that is being done. */
  async look(): Promise<void> {
    if (this.#looking || this.#redis.status !== "ready") return;
    this.#looking = true;
    try {
      const backlog = await readBacklog(this.#redis);
      const above = isAbove(backlog, this.#limits);
      if (above && !this.#above) this.#onError(new Error(`${sentence(backlog)}; new calls are refused`));
      this.#above = above;
      this.#oldestMs = backlog.oldestMs;
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#looking = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function isAbove({ chargesNano, oldestMs }: Backlog, limits: BacklogLimits): boolean {
  return chargesNano >= limits.maxUnsettledNano || oldestMs >= limits.maxUnsettledAgeMs;
}

function sentence({ chargesNano, oldestMs }: Backlog): string {
  return `charges of ${formatUsd(chargesNano)} USD wait to be settled, the oldest for ${Math.round(oldestMs / 1000)} s`;
}
