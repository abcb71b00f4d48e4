import type { CountedCall } from "./admission.ts";
import type { RateCounter } from "./rate-counters.ts";

/** The counters a call was counted on, as they are put right when it ends. */
export function countedCall(counters: readonly RateCounter[]): CountedCall {
  const openKeys: string[] = [];
  const tokenKeys: string[] = [];
  let reservedTokens = 0;
  for (const { kind, counterKey, amount } of counters) {
    if (kind === "concurrency") openKeys.push(counterKey);
    if (kind !== "tokens_per_minute") continue;
    tokenKeys.push(counterKey);
    reservedTokens = amount;
  }
  return { openKeys, tokenKeys, reservedTokens };
}
