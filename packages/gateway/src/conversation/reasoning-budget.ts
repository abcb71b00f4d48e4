import type { ReasoningWish } from "./conversation.ts";

/** Thinking tokens that stand for an effort where a vendor takes a budget. */
const BUDGETS = { none: 0, minimal: 1_024, low: 2_048, medium: 8_192, high: 16_384, xhigh: 32_768 } as const;

/** @returns tokens, kept below the output ceiling that vendors count them in; 0 switches thinking off. */
export function reasoningBudget(wish: ReasoningWish, maxOutputTokens: number): number {
  const asked = wish.budgetTokens ?? BUDGETS[wish.effort ?? "medium"];
  return Math.max(0, Math.min(asked, maxOutputTokens - 1));
}

export function reasoningEffort(wish: ReasoningWish): keyof typeof BUDGETS {
  if (wish.effort !== null) return wish.effort;
  const budget = wish.budgetTokens ?? BUDGETS.medium;
  if (budget === 0) return "none";
  if (budget <= BUDGETS.low) return "low";
  return budget <= BUDGETS.medium ? "medium" : "high";
}

export function isEffort(value: unknown): value is keyof typeof BUDGETS {
  return typeof value === "string" && Object.hasOwn(BUDGETS, value);
}

/** `medium` is what vendors do unasked. */
export function readVerbosity(value: unknown): string | null {
  return typeof value === "string" && value !== "medium" ? value : null;
}
