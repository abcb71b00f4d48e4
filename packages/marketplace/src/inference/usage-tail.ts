import { type ReleaseRequest, releaseHold } from "@tollgate/db/redis/release-hold";
import type { Redis } from "ioredis";

/** Settlement follows an end within a second; Redis syncs its log every second. Both are well within this, while Postgres answers. */
const KEEP_MS = 60_000;
const KEEP_EVENTS = 50_000;
const REPLAY_BATCH = 500;

interface TailEntry {
  readonly ended: ReleaseRequest;
  readonly atMs: number;
}

/**
 * The ends of calls of the last minute, and of as much longer as usage waits to be settled, as this process sent them, and those that Redis never
 * confirmed. A Redis that restarts without its last writes, or empty, gets them again when the connection is back: a call it still takes for open
 * ends now, and one it does not know gets its event, which settlement recognises by the call id.
 */
export class UsageTail {
  #entries: TailEntry[] = [];
  #first = 0;
  readonly #unsettledMs: () => number;
  /** How long usage has waited at most, going down no faster than time passes: a Redis that lost everything says that nothing waits. */
  #waitedMs = 0;
  #lastMs = 0;
  readonly #unconfirmed = new Map<string, ReleaseRequest>();

  /** @param unsettledMs for how long the oldest usage has waited to be settled. */
  constructor(unsettledMs: () => number = () => 0) {
    this.#unsettledMs = unsettledMs;
  }

  add(ended: ReleaseRequest, atMs: number): void {
    this.#entries.push({ ended, atMs });
    const sinceMs = atMs - this.keepMs(atMs);
    while (this.size > KEEP_EVENTS || (this.#entries[this.#first]?.atMs ?? atMs) < sinceMs) this.#first += 1;
    // Dropping the head one by one would move the whole array each time.
    if (this.#first > 1024 && this.#first * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }

  /** For how long an end is kept, as of now. */
  keepMs(atMs: number): number {
    this.#waitedMs = Math.max(this.#unsettledMs(), this.#waitedMs - Math.max(0, atMs - this.#lastMs));
    this.#lastMs = atMs;
    return KEEP_MS + this.#waitedMs;
  }

  /** Keeps an end that Redis did not confirm, however old it gets. @returns false when there are too many. */
  keep(ended: ReleaseRequest): boolean {
    if (this.#unconfirmed.size >= KEEP_EVENTS) return false;
    this.#unconfirmed.set(ended.callId, ended);
    return true;
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  /** Sends every kept end again. @returns how many. */
  async replay(redis: Redis): Promise<number> {
    const ends = this.kept();
    await this.#send(redis, ends);
    return ends.length;
  }

  /** Every kept end, once. */
  kept(): readonly ReleaseRequest[] {
    const recent = this.#entries.slice(this.#first).map(({ ended }) => ended);
    const ends = new Map([...recent, ...this.#unconfirmed.values()].map((ended) => [ended.callId, ended]));
    return [...ends.values()];
  }

  /** Sends the ends again that were never confirmed. */
  async confirm(redis: Redis): Promise<void> {
    await this.#send(redis, [...this.#unconfirmed.values()]);
  }

  async #send(redis: Redis, ends: readonly ReleaseRequest[]): Promise<void> {
    for (let start = 0; start < ends.length; start += REPLAY_BATCH) {
      const batch = ends.slice(start, start + REPLAY_BATCH);
      await Promise.all(batch.map((ended) => releaseHold(redis, ended)));
      for (const { callId } of batch) this.#unconfirmed.delete(callId);
    }
  }
}
