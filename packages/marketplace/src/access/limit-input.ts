import { z } from "zod";
import { UsdText } from "../usd-input.ts";

/** A tokens-per-minute limit beyond this limits nothing and does not fit its column. */
const MOST_TOKENS = 1_000_000_000;

function count(what: string, most = 100_000) {
  const sentence = `${what} must be a whole number from 1 to ${most}.`;
  return z.number(sentence).int(sentence).min(1, sentence).max(most, sentence);
}

/** How fast and how many at a time, as people enter it; `null` takes a limit away, what is left out stays. */
export const RateLimitInput = z.object({
  requestsPerMinute: count("Requests per minute").nullish(),
  tokensPerMinute: count("Tokens per minute", MOST_TOKENS).nullish(),
  maxConcurrency: count("Calls at a time").nullish(),
});

/** When a budget starts over. */
export const ResetInput = z.enum(["never", "daily", "weekly", "monthly"], "Choose never, daily, weekly or monthly.");

/** A budget, as people enter it. */
export const BudgetInput = z.object({
  /** `null` for no budget. */
  budgetUsd: UsdText.nullable(),
  budgetReset: ResetInput,
});
