import { z } from "zod";
import { type UsdRange, UsdText, usdToNano } from "../usd-input.ts";

const NANO_PER_USD = 1_000_000_000n;
const DAY_MS = 86_400_000;

export const PromotionAmount = UsdText;
export const PromotionReason = z
  .string("Say what the credit is for.")
  .trim()
  .min(3, "Say what the credit is for.")
  .max(200, "Keep the reason within 200 characters.");
/** How long credit lasts, in days. */
export const CreditDays = z
  .int("Enter a whole number of days.")
  .min(1, "Credit lasts at least one day.")
  .max(3_650, "Credit lasts at most ten years.");

/** The amount of a promotion: large ones are typing errors. */
export function promotionNano(text: string): bigint {
  const range: UsdRange = { field: "amountUsd", minimumNano: 1n, maximumNano: 100_000n * NANO_PER_USD };
  return usdToNano(text, range);
}

export function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
