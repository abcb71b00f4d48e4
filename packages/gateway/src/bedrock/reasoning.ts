import { claudeThinking, claudeVersion, isClaudeOnBedrock } from "../anthropic/claude-model.ts";
import type { ReasoningWish } from "../conversation/conversation.ts";
import { reasoningEffort } from "../conversation/reasoning-budget.ts";

type Family = "claude" | "nova" | "gpt-oss";

/** Whose model it is, in an id, a cross-region id or an ARN. Claude before 3.7 and Nova before 2 do not think when told to. */
function familyOf(model: string): Family | null {
  if (isClaudeOnBedrock(model)) return claudeVersion(model) >= 307 ? "claude" : null;
  if (/amazon\.nova-(?!(?:micro|lite|pro|premier|canvas|reel|sonic)-v1)/.test(model)) return "nova";
  return model.includes("openai.gpt-oss") ? "gpt-oss" : null;
}

/** Whether Converse has a word for thinking with this model. */
export function thinksOnBedrock(model: string): boolean {
  return familyOf(model) !== null;
}

/**
 * What Converse passes to the model itself so that it thinks; `null` for none. Converse has no word of its own for that, each vendor has another.
 * Source: Amazon Bedrock user guide, adaptive thinking and extended thinking with Claude; Amazon Nova 2 user guide, extended thinking; for gpt-oss
 * `reasoning_effort`, as LiteLLM's tests of Converse send it.
 */
export function bedrockThinking(
  model: string,
  wish: ReasoningWish | null,
  maxOutputTokens: number,
): Record<string, unknown> | null {
  if (wish === null || wish.effort === "none") return null;
  switch (familyOf(model)) {
    case "claude": {
      const asked = claudeThinking(model, wish, maxOutputTokens);
      if (asked === null || asked.thinking.type === "disabled") return null;
      return { thinking: asked.thinking, ...(asked.effort !== null && { output_config: { effort: asked.effort } }) };
    }
    case "nova": {
      // With `high` Nova refuses a limit of its output, and what is not limited cannot be held for.
      const effort = levelOf(wish);
      return { reasoningConfig: { type: "enabled", maxReasoningEffort: effort === "high" ? "medium" : effort } };
    }
    case "gpt-oss":
      return { reasoning_effort: levelOf(wish) };
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
