import type { RateStanding } from "@tollgate/marketplace/inference/admission";

/**
 * Says on an answer how much room the limits of this minute leave: of requests as `X-RateLimit-…`, of tokens with `-Tokens` at the end. Where
 * several limits count, the one with the least left is told, since that one is met first.
 */
export function pushRateHeaders(headers: string[], rates: readonly RateStanding[]): void {
  if (rates.length === 0) return;
  const requests = tightest(rates, "requests_per_minute");
  if (requests) pushStanding(headers, requests, "");
  const tokens = tightest(rates, "tokens_per_minute");
  if (tokens) pushStanding(headers, tokens, "-tokens");
}

function pushStanding(headers: string[], { limit, remaining, resetSeconds }: RateStanding, suffix: string): void {
  headers.push(
    `x-ratelimit-limit${suffix}`,
    String(limit),
    `x-ratelimit-remaining${suffix}`,
    String(remaining),
    `x-ratelimit-reset${suffix}`,
    String(resetSeconds),
  );
}

function tightest(rates: readonly RateStanding[], kind: RateStanding["kind"]): RateStanding | null {
  let least: RateStanding | null = null;
  for (const rate of rates)
    if (rate.kind === kind && (least === null || rate.remaining < least.remaining)) least = rate;
  return least;
}
