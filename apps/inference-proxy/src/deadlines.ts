/** Something that checks its own time limits when it is told the time. */
export interface Watched {
  /** @param nowMs monotonic milliseconds. */
  onTick(nowMs: number): void;
}

/** One timer for the time limits of all calls, instead of several timers per call. Limits are kept to within a tick. */
export class Deadlines {
  readonly #watched = new Set<Watched>();
  readonly #timer: NodeJS.Timeout;

  constructor(tickMs = 100) {
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  watch(watched: Watched): void {
    this.#watched.add(watched);
  }

  unwatch(watched: Watched): void {
    this.#watched.delete(watched);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = performance.now();
    for (const watched of this.#watched) watched.onTick(nowMs);
  }
}
