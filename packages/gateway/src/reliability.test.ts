import { describe, expect, it } from "vitest";
import { BREAKER_DEFAULTS, EndpointHealth, NO_LIMITS } from "./breaker.ts";
import { classifyReply, connectFailure, readRetryAfter, timeoutFailure } from "./classify-error.ts";
import { decideRetry, RETRY_DEFAULTS } from "./retry-policy.ts";

describe("an endpoint's limit of calls a minute", () => {
  it("leaves it out until the minute is over, and counts anew then", () => {
    const health = new EndpointHealth();
    const limits = { maxConcurrency: null, requestsPerMinute: 2 };
    for (let i = 0; i < 2; i += 1) {
      expect(health.condition(70_000, limits).state).toBe("healthy");
      health.begin(70_000);
      health.end();
    }
    expect(health.condition(80_000, limits)).toMatchObject({ state: "busy", retryAfterMs: 40_000 });
    expect(health.condition(80_000, NO_LIMITS).state).toBe("healthy");
    expect(health.condition(120_000, limits).state).toBe("healthy");
  });
});

describe("a breaker", () => {
  it("opens after failures in a row, lets one call try after a while, and closes on success", () => {
    const health = new EndpointHealth();
    for (let i = 0; i < BREAKER_DEFAULTS.consecutiveFailures; i += 1) health.failed(1_000);
    expect(health.condition(1_000, NO_LIMITS).state).toBe("down");
    const later = 1_000 + BREAKER_DEFAULTS.openMs;
    expect(health.condition(later, NO_LIMITS).state).toBe("trial");
    health.begin(0);
    expect(health.condition(later, NO_LIMITS).state).toBe("down");
    health.end();
    health.succeeded(later, 100);
    expect(health.condition(later, NO_LIMITS)).toMatchObject({ state: "healthy", latencyMs: 100 });
  });

  it("opens again when the trial fails", () => {
    const health = new EndpointHealth();
    for (let i = 0; i < 5; i += 1) health.failed(0);
    health.failed(6_000);
    expect(health.condition(6_001, NO_LIMITS).state).toBe("down");
    // Each failed trial keeps it out for twice as long.
    expect(health.condition(6_000 + 2 * BREAKER_DEFAULTS.openMs - 1, NO_LIMITS).state).toBe("down");
    expect(health.condition(6_000 + 2 * BREAKER_DEFAULTS.openMs, NO_LIMITS).state).toBe("trial");
  });

  it("opens at a failure rate in the window and forgets what left it", () => {
    const health = new EndpointHealth();
    for (let i = 0; i < 6; i += 1) {
      health.failed(0);
      health.succeeded(0, null);
    }
    expect(health.condition(0, NO_LIMITS).state).toBe("healthy");
    health.failed(0);
    expect(health.condition(0, NO_LIMITS).state).toBe("down");
    const old = new EndpointHealth();
    for (let i = 0; i < 4; i += 1) old.failed(0);
    old.succeeded(1, null);
    old.failed(100_000);
    expect(old.condition(100_000, NO_LIMITS).state).toBe("healthy");
  });

  it("is busy at its concurrency and cool until the time an endpoint asked for", () => {
    const health = new EndpointHealth();
    health.begin(0);
    expect(health.condition(0, { ...NO_LIMITS, maxConcurrency: 1 }).state).toBe("busy");
    expect(health.condition(0, { ...NO_LIMITS, maxConcurrency: 2 }).state).toBe("healthy");
    health.coolDown(500);
    expect(health.condition(499, NO_LIMITS)).toMatchObject({ state: "cooling", retryAfterMs: 1 });
    expect(health.condition(500, NO_LIMITS).state).toBe("healthy");
  });
});

describe("classifying", () => {
  it.each([
    [400, "bad_request", false],
    [413, "bad_request", false],
    [422, "bad_request", false],
    [401, "credential_refused", true],
    [402, "credential_refused", true],
    [403, "credential_refused", true],
    [404, "model_missing", true],
    [408, "upstream_error", true],
    [429, "rate_limited", true],
    [500, "upstream_error", true],
    [529, "upstream_error", true],
  ])("%i is %s and moves on: %s", (status, kind, movesOn) => {
    expect(classifyReply({ status, retryAfter: null, message: null }, 0)).toMatchObject({ kind, movesOn });
  });

  it("reads Retry-After as seconds and as a date", () => {
    expect(readRetryAfter("3", 0)).toBe(3000);
    expect(readRetryAfter("0.5", 0)).toBe(500);
    expect(readRetryAfter("Thu, 01 Jan 1970 00:00:10 GMT", 4000)).toBe(6000);
    expect(readRetryAfter("soon", 0)).toBeNull();
    expect(readRetryAfter(null, 0)).toBeNull();
  });
});

describe("retrying", () => {
  const situation = { failure: connectFailure("x"), made: 1, elapsedMs: 0, hasUntried: false, random: 0.5 };

  it("goes to an untried endpoint at once, and starts over with jitter when there is none", () => {
    expect(decideRetry({ ...situation, hasUntried: true })).toEqual({ kind: "next_endpoint" });
    expect(decideRetry(situation)).toEqual({ kind: "again", delayMs: RETRY_DEFAULTS.baseDelayMs / 2 });
  });

  it("stops at its budget of time and attempts, and where repeating is no use", () => {
    expect(decideRetry({ ...situation, made: RETRY_DEFAULTS.maxAttempts }).kind).toBe("stop");
    expect(decideRetry({ ...situation, elapsedMs: RETRY_DEFAULTS.budgetMs, hasUntried: true }).kind).toBe("stop");
    expect(decideRetry({ ...situation, failure: timeoutFailure("x") }).kind).toBe("stop");
    const bad = classifyReply({ status: 400, retryAfter: null, message: null }, 0);
    expect(decideRetry({ ...situation, failure: bad, hasUntried: true }).kind).toBe("stop");
  });

  it("honours Retry-After up to what a caller can wait for", () => {
    const limited = (retryAfter: string) => classifyReply({ status: 429, retryAfter, message: null }, 0);
    expect(decideRetry({ ...situation, failure: limited("2") })).toEqual({ kind: "again", delayMs: 2000 });
    expect(decideRetry({ ...situation, failure: limited("60") }).kind).toBe("stop");
  });
});
