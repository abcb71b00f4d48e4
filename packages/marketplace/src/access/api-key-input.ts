import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { RateLimitInput, ResetInput } from "./limit-input.ts";

/** Limits of a key, as people enter them; `null` takes a limit away. */
export const ApiKeyLimits = RateLimitInput.extend({
  limitUsd: UsdText.nullish(),
  limitReset: ResetInput.optional(),
  expiresAt: z.date("Choose a date and time.").nullish(),
});
export type ApiKeyLimits = z.output<typeof ApiKeyLimits>;

/** Columns the limits become; what was left out stays as it is. */
export function limitColumns(limits: ApiKeyLimits, now: Date) {
  if (limits.expiresAt && limits.expiresAt <= now)
    throw new MarketplaceError("invalid_input", "Choose a moment in the future.", { field: "expiresAt" });
  return {
    limitNano: limits.limitUsd === undefined ? undefined : optionalUsdToNano(limits.limitUsd, { field: "limitUsd" }),
    limitReset: limits.limitReset,
    requestsPerMinute: limits.requestsPerMinute,
    tokensPerMinute: limits.tokensPerMinute,
    maxConcurrency: limits.maxConcurrency,
    expiresAt: limits.expiresAt,
  };
}
