import { Redis } from "ioredis";

/** When Redis loses everything: around which of the scripts that are sent to it from now on. */
export interface FlushMoment {
  readonly script: number;
  readonly side: "before" | "after";
}

/** A Redis that loses everything at given moments, between any two scripts of the connections watched. */
export class FlushAt {
  readonly #own: Redis;
  #moments: readonly FlushMoment[] = [];
  #sent = 0;
  flushes = 0;

  constructor(url: string, connections: readonly Redis[]) {
    this.#own = new Redis(url);
    for (const redis of connections) this.#watch(redis);
  }

  /** Counts scripts from here on. */
  arm(moments: readonly FlushMoment[]): void {
    this.#moments = moments;
    this.#sent = 0;
  }

  async flush(): Promise<void> {
    this.flushes += 1;
    await this.#own.flushdb();
  }

  close(): void {
    this.#own.disconnect();
  }

  #watch(redis: Redis): void {
    const send: (...args: never[]) => Promise<unknown> = redis.evalsha.bind(redis);
    const value = async (...args: never[]) => {
      const script = this.#sent++;
      if (this.#isDue({ script, side: "before" })) await this.flush();
      try {
        return await send(...args);
      } finally {
        if (this.#isDue({ script, side: "after" })) await this.flush();
      }
    };
    Object.defineProperty(redis, "evalsha", { value, configurable: true });
  }

  #isDue({ script, side }: FlushMoment): boolean {
    return this.#moments.some((moment) => moment.script === script && moment.side === side);
  }
}
