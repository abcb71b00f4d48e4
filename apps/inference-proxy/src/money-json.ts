import { nanoToUsd } from "@tollgate/gateway/decimal";
import type { LimitReset } from "@tollgate/marketplace/snapshot/records";

/** An amount in USD as clients of this API expect it; whoever needs every digit reads the nano string beside it. */
export function money(nano: bigint | null): number | null {
  return nano === null ? null : Number(nanoToUsd(nano));
}

/** JSON with bigint as decimal strings. */
export function accountJson(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

interface Limited {
  readonly limitNano: bigint | null;
  readonly limitReset: LimitReset;
  readonly usageNano: bigint;
  readonly usageDailyNano: bigint;
  readonly usageWeeklyNano: bigint;
  readonly usageMonthlyNano: bigint;
}

/** What a limit leaves in its current window, in nano-USD; `null` without one. */
export function remainingOf({ limitNano, limitReset, ...usage }: Limited): bigint | null {
  if (limitNano === null) return null;
  const used = {
    never: usage.usageNano,
    daily: usage.usageDailyNano,
    weekly: usage.usageWeeklyNano,
    monthly: usage.usageMonthlyNano,
  }[limitReset];
  return limitNano > used ? limitNano - used : 0n;
}
