import type { Failure } from "./classify-error.ts";

export interface RetryPolicy {
  /** Attempts of one call, on all endpoints together. */
  readonly maxAttempts: number;
  /** No attempt starts later than this after the call came in. */
  readonly budgetMs: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const RETRY_DEFAULTS: RetryPolicy = { maxAttempts: 4, budgetMs: 120_000, baseDelayMs: 200, maxDelayMs: 4_000 };

export interface RetrySituation {
  readonly failure: Failure;
  /** Attempts made so far. */
  readonly made: number;
  readonly elapsedMs: number;
  /** Whether the plan names an endpoint that was not tried yet. */
  readonly hasUntried: boolean;
  /** Uniform in [0, 1). */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: "stop" }
  | { readonly kind: "next_endpoint" }
  /** Start over with the plan's first endpoint after a pause. */
  | { readonly kind: "again"; readonly delayMs: number };

/**
 * What follows a failed attempt that delivered nothing. Another endpoint is tried at once; when all were tried, and the failure allows
 * it, the call starts over once after a pause with full jitter, or after `Retry-After` when that fits the budget.
 */
export function decideRetry(situation: RetrySituation, policy: RetryPolicy = RETRY_DEFAULTS): RetryDecision {
  const { failure, made, elapsedMs, hasUntried, random } = situation;
  if (!failure.movesOn || made >= policy.maxAttempts || elapsedMs >= policy.budgetMs) return { kind: "stop" };
  if (hasUntried) return { kind: "next_endpoint" };
  if (!failure.repeatable) return { kind: "stop" };
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (made - 1));
  const delayMs = failure.retryAfterMs ?? Math.round(random * ceiling);
  if (delayMs > policy.maxDelayMs || elapsedMs + delayMs > policy.budgetMs) return { kind: "stop" };
  return { kind: "again", delayMs };
}
