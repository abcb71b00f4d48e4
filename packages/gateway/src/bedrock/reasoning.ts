import type { ReasoningWish } from "../conversation/conversation.ts";
import { reasoningBudget, reasoningEffort } from "../conversation/reasoning-budget.ts";

/** Least thinking budget that Claude takes. */
const LEAST_BUDGET = 1_024;

type Family = "claude" | "nova" | "gpt-oss";

/** Whose model it is, in an id, a cross-region id or an ARN. Claude before 3.7 and Nova before 2 do not think when told to. */
function familyOf(model: string): Family | null {
  if (/anthropic\.claude/.test(model) && !/claude-(?:instant|v2|3-(?:haiku|sonnet|opus|5))/.test(model))
    return "claude";
  if (/amazon\.nova-(?!(?:micro|lite|pro|premier|canvas|reel|sonic)-v1)/.test(model)) return "nova";
  return /openai\.gpt-oss/.test(model) ? "gpt-oss" : null;
}

/** Whether Converse has a word for thinking with this model. */
export function thinksOnBedrock(model: string): boolean {
  return familyOf(model) !== null;
}

/**
 * What Converse passes to the model itself so that it thinks; `null` for none. Converse has no word of its own for that, each vendor has another.
 * Source: Amazon Bedrock user guide, extended thinking with Claude; Amazon Nova 2 user guide, reasoning; OpenAI models on Bedrock.
 */
export function bedrockThinking(
  model: string,
  wish: ReasoningWish | null,
  maxOutputTokens: number,
): Record<string, unknown> | null {
  if (wish === null || wish.effort === "none") return null;
  const effort = levelOf(wish);
  switch (familyOf(model)) {
    case "claude": {
      const budget = reasoningBudget(wish, maxOutputTokens);
      return budget < LEAST_BUDGET ? null : { thinking: { type: "enabled", budget_tokens: budget } };
    }
    case "nova":
      return { reasoningConfig: { type: "enabled", maxReasoningEffort: effort } };
    case "gpt-oss":
      return { reasoning_effort: effort };
    case null:
      return null;
  }
}

/** The three levels that these vendors know. */
function levelOf(wish: ReasoningWish): "low" | "medium" | "high" {
  const effort = reasoningEffort(wish);
  if (effort === "high" || effort === "xhigh") return "high";
  return effort === "medium" ? "medium" : "low";
}
