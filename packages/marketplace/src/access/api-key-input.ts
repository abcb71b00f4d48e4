import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";

/** Limits of a key, as people enter them; `null` takes a limit away. */
export const ApiKeyLimits = z.object({
  limitUsd: UsdText.nullish(),
  limitReset: z.enum(["never", "daily", "weekly", "monthly"]).optional(),
  requestsPerMinute: count("Requests per minute").nullish(),
  maxConcurrency: count("Calls at a time").nullish(),
  expiresAt: z.date("Choose a date and time.").nullish(),
});
export type ApiKeyLimits = z.output<typeof ApiKeyLimits>;

function count(what: string) {
  const sentence = `${what} must be a whole number from 1 to 100000.`;
  return z.number(sentence).int(sentence).min(1, sentence).max(100_000, sentence);
}

/** Columns the limits become; what was left out stays as it is. */
export function limitColumns(limits: ApiKeyLimits, now: Date) {
  if (limits.expiresAt && limits.expiresAt <= now)
    throw new MarketplaceError("invalid_input", "Choose a moment in the future.", { field: "expiresAt" });
  return {
    limitNano: limits.limitUsd === undefined ? undefined : optionalUsdToNano(limits.limitUsd, { field: "limitUsd" }),
    limitReset: limits.limitReset,
    requestsPerMinute: limits.requestsPerMinute,
    maxConcurrency: limits.maxConcurrency,
    expiresAt: limits.expiresAt,
  };
}
