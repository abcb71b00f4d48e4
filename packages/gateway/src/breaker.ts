import type { EndpointCondition } from "./plan-route.ts";

export interface BreakerSettings {
  /** Length of the rolling window. */
  readonly windowMs: number;
  /** Calls in the window before a failure rate means anything. */
  readonly minimumCalls: number;
  /** Failures of calls in the window that open the breaker. */
  readonly failureRate: number;
  /** Failures in a row that open it at any volume. */
  readonly consecutiveFailures: number;
  /** How long it stays open before one call may try; doubles each time that call fails, up to `longestOpenMs`. */
  readonly openMs: number;
  readonly longestOpenMs: number;
}

export const BREAKER_DEFAULTS: BreakerSettings = {
  windowMs: 30_000,
  minimumCalls: 10,
  failureRate: 0.5,
  consecutiveFailures: 5,
  openMs: 5_000,
  longestOpenMs: 60_000,
};

/** What a provider says that its endpoint bears; `null` for no limit. */
export interface EndpointLimits {
  readonly maxConcurrency: number | null;
  readonly requestsPerMinute: number | null;
}

export const NO_LIMITS: EndpointLimits = { maxConcurrency: null, requestsPerMinute: null };

const SLOTS = 6;
const MINUTE_MS = 60_000;
/** Weight of a new measurement in the moving averages. */
const SMOOTHING = 0.2;

/**
 * One endpoint's health as this process sees it: a rolling failure window that opens a breaker, a cooldown after 429, the calls in
 * flight and begun this minute, and moving averages of speed. Holds no clock: every method is told the time.
 *
 * closed → open (too many failures) → trial after `openMs` (one call at a time) → closed on success, open again and for longer on failure.
 */
export class EndpointHealth {
  inFlight = 0;
  readonly #settings: BreakerSettings;
  readonly #calls = new Array<number>(SLOTS).fill(0);
  readonly #failures = new Array<number>(SLOTS).fill(0);
  #slotStart = 0;
  #slot = 0;
  #inRow = 0;
  #openUntilMs = 0;
  #isOpen = false;
  /** Times it opened since it last served. */
  #openings = 0;
  #trialRunning = false;
  #coolUntilMs = 0;
  /** Beginning of the minute that `begun` counts in. */
  #minuteMs = 0;
  #begun = 0;
  #latencyMs: number | null = null;
  #tokensPerSecond: number | null = null;

  constructor(settings: BreakerSettings = BREAKER_DEFAULTS) {
    this.#settings = settings;
  }

  condition(nowMs: number, { maxConcurrency, requestsPerMinute }: EndpointLimits): EndpointCondition {
    const speed = { latencyMs: this.#latencyMs, tokensPerSecond: this.#tokensPerSecond };
    if (this.#coolUntilMs > nowMs) return { state: "cooling", retryAfterMs: this.#coolUntilMs - nowMs, ...speed };
    if (this.#isOpen && (this.#openUntilMs > nowMs || this.#trialRunning)) {
      return { state: "down", retryAfterMs: Math.max(1_000, this.#openUntilMs - nowMs), ...speed };
    }
    if (maxConcurrency !== null && this.inFlight >= maxConcurrency)
      return { state: "busy", retryAfterMs: 1_000, ...speed };
    if (requestsPerMinute !== null && this.#begunWithin(nowMs) >= requestsPerMinute)
      return { state: "busy", retryAfterMs: this.#minuteMs + MINUTE_MS - nowMs, ...speed };
    return { state: this.#isOpen ? "trial" : "healthy", retryAfterMs: 0, ...speed };
  }

  /** A call starts; pair it with `end`. */
  begin(nowMs: number): void {
    this.inFlight += 1;
    this.#begun = this.#begunWithin(nowMs) + 1;
    if (this.#isOpen) this.#trialRunning = true;
  }

  /** Calls that began in the running minute of the clock. */
  #begunWithin(nowMs: number): number {
    if (nowMs >= this.#minuteMs && nowMs < this.#minuteMs + MINUTE_MS) return this.#begun;
    this.#minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    this.#begun = 0;
    return 0;
  }

  end(): void {
    this.inFlight = Math.max(0, this.inFlight - 1);
    this.#trialRunning = false;
  }

  /** @returns whether that closed the breaker. */
  succeeded(nowMs: number, firstContentMs: number | null): boolean {
    this.#count(nowMs, false);
    const closed = this.#isOpen;
    this.#inRow = 0;
    this.#openings = 0;
    this.#isOpen = false;
    this.#coolUntilMs = 0;
    if (firstContentMs !== null) this.#latencyMs = average(this.#latencyMs, firstContentMs);
    return closed;
  }

  measured(tokensPerSecond: number): void {
    this.#tokensPerSecond = average(this.#tokensPerSecond, tokensPerSecond);
  }

  /** @returns until when the breaker is open now, or `null` when it is not. */
  failed(nowMs: number): number | null {
    this.#count(nowMs, true);
    this.#inRow += 1;
    if (!this.#isOpen && this.#inRow < this.#settings.consecutiveFailures && !this.#rateExceeded()) return null;
    const { openMs, longestOpenMs } = this.#settings;
    this.open(nowMs + Math.min(longestOpenMs, openMs * 2 ** this.#openings));
    this.#openings += 1;
    return this.#openUntilMs;
  }

  /** Another process found it down. */
  open(untilMs: number): void {
    this.#isOpen = true;
    this.#openUntilMs = Math.max(this.#openUntilMs, untilMs);
  }

  /** Another process found it back. */
  close(): void {
    this.#isOpen = false;
    this.#openings = 0;
    this.#inRow = 0;
    this.#coolUntilMs = 0;
  }

  /** The endpoint asked to be left alone (429 with Retry-After). */
  coolDown(untilMs: number): void {
    this.#coolUntilMs = Math.max(this.#coolUntilMs, untilMs);
  }

  #rateExceeded(): boolean {
    let calls = 0;
    let failures = 0;
    for (let i = 0; i < SLOTS; i += 1) {
      calls += this.#calls[i] ?? 0;
      failures += this.#failures[i] ?? 0;
    }
    return calls >= this.#settings.minimumCalls && failures / calls >= this.#settings.failureRate;
  }

  #count(nowMs: number, failure: boolean): void {
    const slotMs = this.#settings.windowMs / SLOTS;
    let steps = Math.floor((nowMs - this.#slotStart) / slotMs);
    if (steps > 0) this.#slotStart += steps * slotMs;
    for (steps = Math.min(steps, SLOTS); steps > 0; steps -= 1) {
      this.#slot = (this.#slot + 1) % SLOTS;
      this.#calls[this.#slot] = 0;
      this.#failures[this.#slot] = 0;
    }
    this.#calls[this.#slot] = (this.#calls[this.#slot] ?? 0) + 1;
    if (failure) this.#failures[this.#slot] = (this.#failures[this.#slot] ?? 0) + 1;
  }
}

function average(previous: number | null, value: number): number {
  return previous === null ? value : previous + SMOOTHING * (value - previous);
}
