import { describe, expect, it } from "vitest";
import { uncarried } from "../conversation/features.ts";
import { readDialect } from "../dialect-quirks.ts";
import { conversationOf } from "../surfaces.ts";
import { writeUpstream } from "../write-upstream.ts";
import { thinksOnBedrock } from "./reasoning.ts";

const CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
const asked = (effort: string) => ({
  model: "acme/one",
  messages: [{ role: "user", content: "Think." }],
  temperature: 0.3,
  reasoning_effort: effort,
});

function sent(model: string, effort: string, maxOutputTokens = 40_000) {
  const quirks = readDialect("bedrock-converse");
  if (quirks === null) throw new TypeError("unknown dialect");
  const conversation = conversationOf("openai-chat", asked(effort));
  return writeUpstream(conversation, { model, maxOutputTokens, stream: false }, quirks);
}

describe("thinking on Bedrock", () => {
  it("is asked of each vendor's models in that vendor's words", () => {
    expect(sent(CLAUDE, "high")).toMatchObject({
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 16_384 } },
      inferenceConfig: { maxTokens: 40_000 },
    });
    expect(sent(CLAUDE, "high").inferenceConfig).not.toHaveProperty("temperature");
    expect(sent("us.amazon.nova-2-lite-v1:0", "xhigh")).toMatchObject({
      additionalModelRequestFields: { reasoningConfig: { type: "enabled", maxReasoningEffort: "medium" } },
      inferenceConfig: { temperature: 0.3 },
    });
    expect(sent("openai.gpt-oss-120b-1:0", "minimal")).toMatchObject({
      additionalModelRequestFields: { reasoning_effort: "low" },
    });
  });

  it("of the newest Claude models has an effort and no temperature", () => {
    const asked = sent("global.anthropic.claude-opus-4-8", "high");
    expect(asked.additionalModelRequestFields).toEqual({
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: "high" },
    });
    expect(asked.inferenceConfig).toEqual({ maxTokens: 40_000 });
  });

  it("keeps its budget below the ceiling, and is left off where none is left or none is wished", () => {
    expect(sent(CLAUDE, "high", 2_000)).toMatchObject({
      additionalModelRequestFields: { thinking: { budget_tokens: 1_999 } },
    });
    for (const quiet of [sent(CLAUDE, "high", 500), sent(CLAUDE, "none")])
      expect(quiet).not.toHaveProperty("additionalModelRequestFields");
  });

  it("is not asked of models that Converse has no word for: such a request goes elsewhere", () => {
    const conversation = conversationOf("openai-chat", asked("low"));
    for (const model of ["meta.llama3-70b", "anthropic.claude-3-haiku-20240307-v1:0", "amazon.nova-pro-v1:0"]) {
      expect(thinksOnBedrock(model)).toBe(false);
      expect(uncarried(conversation, "bedrock-converse", model)).toEqual(["reasoning"]);
    }
    expect(thinksOnBedrock("anthropic.claude-3-7-sonnet-20250219-v1:0")).toBe(true);
    expect(uncarried(conversation, "bedrock-converse", CLAUDE)).toEqual([]);
  });
});
