const KEPT = 32;
/** Fewer measurements say nothing of the slow ones. */
const ENOUGH = 8;
const SHORTEST_WAIT_MS = 25;

/** How long the last new connections to an origin took. */
export class ConnectTimes {
  readonly #recent: number[] = [];
  #next = 0;

  note(durationMs: number): void {
    this.#recent[this.#next] = durationMs;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Milliseconds that 19 of 20 connections needed no more than; `null` while too few were made. */
  p95Ms(): number | null {
    if (this.#recent.length < ENOUGH) return null;
    const sorted = [...this.#recent].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
  }
}

/**
 * How long a connection is waited for before the next endpoint is dialled too.
 * @param longestMs also where nothing was measured.
 */
export function hedgeAfterMs(times: ConnectTimes, longestMs: number): number {
  return Math.min(longestMs, Math.max(SHORTEST_WAIT_MS, times.p95Ms() ?? longestMs));
}
