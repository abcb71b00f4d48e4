import type { ReasoningWish } from "../conversation/conversation.ts";
import { reasoningBudget, reasoningEffort } from "../conversation/reasoning-budget.ts";

/** Least thinking budget Claude takes. */
const LEAST_BUDGET = 1_024;

/** Versions as hundreds: 4.7 is 407. */
const STRUCTURES_FROM = 405;
const ADAPTS_FROM = 406;
const ONLY_ADAPTS_FROM = 407;
const ONE_SAMPLING_FROM = 401;
/** Models that refuse to be told that a tool must be called. Source: @ai-sdk/anthropic 4.0.105. */
const CALLS_FREELY = /claude-(?:(?:sonnet|opus)-5[-.]5|fable-5[-.][12])(?!\d)/;

/** `claude-opus-4-7`, `claude-3-7-sonnet-20250219`, `eu.anthropic.claude-sonnet-4-5-20250929-v1:0`; a date is no version. */
const VERSION = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/;

/** The version of a Claude model in the name it has at an endpoint, as hundreds; 0 when its name has none. */
export function claudeVersion(model: string): number {
  if (model.includes("claude-mythos-preview")) return ONLY_ADAPTS_FROM;
  const [, major = "0", minor = "0"] = VERSION.exec(model) ?? [];
  return Number(major) * 100 + Number(minor);
}

/** Whether a model of Bedrock's is a Claude: by its id, a cross-region id or an ARN. */
export function isClaudeOnBedrock(model: string): boolean {
  return model.includes("anthropic.claude");
}

/** Whether a caller may set temperature, top_p and top_k; from 4.7 on they are refused. */
export function takesSampling(model: string): boolean {
  return claudeVersion(model) < ONLY_ADAPTS_FROM;
}

/** Whether temperature and top_p may both be set; from 4.1 on one of them is all that is taken. */
export function takesBothSamplings(model: string): boolean {
  return claudeVersion(model) < ONE_SAMPLING_FROM;
}

/** Whether it can be told that a tool must be called. */
export function canBeForced(model: string): boolean {
  return !CALLS_FREELY.test(model);
}

/** Whether an answer can be held to a schema. */
export function keepsToSchemas(model: string): boolean {
  return claudeVersion(model) >= STRUCTURES_FROM;
}

export interface ClaudeThinking {
  readonly thinking: Readonly<Record<string, unknown>> & { readonly type: "enabled" | "adaptive" | "disabled" };
  /** Goes into `output_config`. */
  readonly effort: string | null;
}

/**
 * How a Claude model is told to think. Up to 4.5 it takes a budget; 4.6 takes that or an effort; from 4.7 on an effort alone, budgets and switching off
 * are refused, and thinking is shown only where that is asked.
 * Source: https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking; Amazon Bedrock user guide, adaptive thinking.
 */
export function claudeThinking(model: string, wish: ReasoningWish, maxOutputTokens: number): ClaudeThinking | null {
  const version = claudeVersion(model);
  const onlyAdapts = version >= ONLY_ADAPTS_FROM;
  if (onlyAdapts && wish.effort === "none") return null;
  const adapts = onlyAdapts || (version >= ADAPTS_FROM && wish.budgetTokens === null && wish.effort !== "none");
  if (!adapts) return { thinking: budgeted(wish, maxOutputTokens), effort: null };
  const display = onlyAdapts ? { display: wish.shown ? "summarized" : "omitted" } : {};
  const isFree = wish.effort === null && wish.budgetTokens === null;
  return { thinking: { type: "adaptive", ...display }, effort: isFree ? null : effortOf(wish, onlyAdapts) };
}

function budgeted(wish: ReasoningWish, maxOutputTokens: number): ClaudeThinking["thinking"] {
  const budget = reasoningBudget(wish, maxOutputTokens);
  if (wish.effort === "none" || budget < LEAST_BUDGET) return { type: "disabled" };
  return { type: "enabled", budget_tokens: budget };
}

/** `xhigh` came with 4.7; before, what is above `high` is `max`. */
function effortOf(wish: ReasoningWish, knowsXhigh: boolean): string {
  const effort = reasoningEffort(wish);
  if (effort === "minimal") return "low";
  return effort === "xhigh" && !knowsXhigh ? "max" : effort;
}
