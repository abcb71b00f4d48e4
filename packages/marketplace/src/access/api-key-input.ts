import { MAX_CACHE_SECONDS } from "@tollgate/gateway/answer-cache";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { RateLimitInput, ResetInput } from "./limit-input.ts";

const CACHE_SECONDS = `Enter seconds from 1 to ${MAX_CACHE_SECONDS}.`;
const MOST_LINES = 100;
const ModelPattern = z
  .string("Enter model ids, such as author/model.")
  .trim()
  .toLowerCase()
  .regex(
    /^[\w.-]{1,60}\/(\*|[\w.:/-]{1,120})$/,
    "Enter model ids such as author/model, or author/* for all of an author.",
  );
const AddressText = z
  .string("Enter addresses, such as 203.0.113.0/24.")
  .trim()
  .max(50, "Enter addresses, such as 203.0.113.0/24.")
  .refine(isRange, "Enter addresses or ranges, such as 203.0.113.7 or 203.0.113.0/24.");

/** Whole addresses only: `10.1` is one to old programs, and a typing error to people. */
function isRange(text: string): boolean {
  const [address = ""] = text.split("/");
  const whole = address.includes(":") ? ipaddr.IPv6.isValid(address) : ipaddr.IPv4.isValidFourPartDecimal(address);
  return whole && (address === text || ipaddr.isValidCIDR(text));
}

/** Limits of a key, as people enter them; `null` takes a limit away. */
export const ApiKeyLimits = RateLimitInput.extend({
  limitUsd: UsdText.nullish(),
  limitReset: ResetInput.optional(),
  expiresAt: z.date("Choose a date and time.").nullish(),
  /** Ids such as `author/model`, or `author/*`; empty for every model. */
  allowedModels: z.array(ModelPattern).max(MOST_LINES, `List at most ${MOST_LINES} models.`).optional(),
  /** How long an answer may be given again, in seconds; `null` for never. */
  cacheTtlSeconds: z.int(CACHE_SECONDS).min(1, CACHE_SECONDS).max(MAX_CACHE_SECONDS, CACHE_SECONDS).nullish(),
  /** CIDR ranges or single addresses; empty for anywhere. */
  allowedAddresses: z.array(AddressText).max(MOST_LINES, `List at most ${MOST_LINES} addresses.`).optional(),
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
    cacheTtlSeconds: limits.cacheTtlSeconds,
    allowedModels: limits.allowedModels && [...new Set(limits.allowedModels)],
    allowedAddresses: limits.allowedAddresses && [...new Set(limits.allowedAddresses)],
  };
}
