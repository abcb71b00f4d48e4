import { appendLooseUsage } from "@tollgate/db/redis/usage-stream";
import type { Redis } from "ioredis";

/** Settlement follows an end within a second; Redis syncs its log every second. Both are well within this. */
const KEEP_MS = 60_000;
const KEEP_EVENTS = 50_000;
const REPLAY_BATCH = 500;

interface TailEntry {
  readonly workspaceId: string;
  readonly event: string;
  readonly atMs: number;
}

/**
 * The usage events of the last minute, as this process sent them. A Redis that restarts without its last writes, or empty, gets them again when
 * the connection is back; those that were settled are recognised by their call id.
 */
export class UsageTail {
  #entries: TailEntry[] = [];
  #first = 0;

  add(workspaceId: string, event: string, atMs: number): void {
    this.#entries.push({ workspaceId, event, atMs });
    while (this.size > KEEP_EVENTS || (this.#entries[this.#first]?.atMs ?? atMs) < atMs - KEEP_MS) this.#first += 1;
    // Dropping the head one by one would move the whole array each time.
    if (this.#first > 1024 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  /** Sends every kept event again. @returns how many. */
  async replay(redis: Redis): Promise<number> {
    const entries = this.#entries.slice(this.#first);
    for (let start = 0; start < entries.length; start += REPLAY_BATCH) {
      await appendLooseUsage(redis, entries.slice(start, start + REPLAY_BATCH));
    }
    return entries.length;
  }
}
