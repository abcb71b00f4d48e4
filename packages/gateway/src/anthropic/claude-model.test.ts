import { describe, expect, it } from "vitest";
import { uncarried } from "../conversation/features.ts";
import { leftOut } from "../conversation/left-out.ts";
import { readDialect } from "../dialect-quirks.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import { conversationOf } from "../surfaces.ts";
import { writeUpstream } from "../write-upstream.ts";
import { claudeVersion } from "./claude-model.ts";

const MOST = 40_000;
const asked = (more: object) =>
  conversationOf("openai-chat", { model: "acme/one", messages: [{ role: "user", content: "Think." }], ...more });

function sent(model: string, more: object, maxOutputTokens = MOST) {
  const quirks = readDialect("anthropic-messages");
  if (quirks === null) throw new TypeError("unknown dialect");
  return writeUpstream(asked(more), { model, maxOutputTokens, stream: false }, quirks);
}

const named = (more: object, dialect: ConversationDialect, model: string) =>
  leftOut(asked(more), dialect, { model, maxOutputTokens: MOST });

describe("the version of a Claude model", () => {
  it.each([
    ["claude-opus-4-7", 407],
    ["claude-opus-4.7-fast", 407],
    ["claude-3-7-sonnet-20250219", 307],
    ["claude-3-haiku-20240307", 300],
    ["claude-sonnet-4-20250514", 400],
    ["claude-opus-4@20250514", 400],
    ["eu.anthropic.claude-sonnet-4-5-20250929-v1:0", 405],
    ["us.anthropic.claude-opus-4-6-v1", 406],
    ["claude-sonnet-5", 500],
    ["claude-fable-5.1", 501],
    ["claude-2.1", 201],
    ["claude-instant-v1", 0],
    ["claude-mythos-preview", 407],
  ])("%s is %i", (model, version) => {
    expect(claudeVersion(model)).toBe(version);
  });
});

describe("thinking of a Claude model", () => {
  it("has a budget up to 4.5, and keeps a caller's own on 4.6", () => {
    expect(sent("claude-sonnet-4-5", { reasoning_effort: "high" })).toMatchObject({
      thinking: { type: "enabled", budget_tokens: 16_384 },
    });
    expect(sent("claude-opus-4-6", { reasoning: { max_tokens: 8_192 } })).toMatchObject({
      thinking: { type: "enabled", budget_tokens: 8_192 },
    });
  });

  it("has an effort from 4.6 on, and nothing else from 4.7 on", () => {
    expect(sent("claude-opus-4-6", { reasoning_effort: "xhigh" })).toMatchObject({
      thinking: { type: "adaptive" },
      output_config: { effort: "max" },
    });
    expect(sent("claude-opus-4-7", { reasoning: { max_tokens: 8_192 } })).toMatchObject({
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: "medium" },
    });
    expect(sent("claude-sonnet-5", { reasoning: { effort: "xhigh", exclude: true } })).toMatchObject({
      thinking: { type: "adaptive", display: "omitted" },
      output_config: { effort: "xhigh" },
    });
  });

  it("is not switched off by a word that the newest ones refuse", () => {
    expect(sent("claude-opus-4-8", { reasoning_effort: "none" })).not.toHaveProperty("thinking");
    expect(sent("claude-opus-4-6", { reasoning_effort: "none" })).toMatchObject({ thinking: { type: "disabled" } });
  });

  it("stands beside a schema", () => {
    const schema = { type: "object", properties: {} };
    const format = { type: "json_schema", json_schema: { name: "answer", schema } };
    expect(sent("claude-opus-4-8", { reasoning_effort: "low", response_format: format }).output_config).toEqual({
      effort: "low",
      format: { type: "json_schema", schema },
    });
  });
});

describe("a temperature of one's own", () => {
  it("reaches those that take it, and is left out with a word where they do not or while they think", () => {
    expect(sent("claude-sonnet-4-5", { temperature: 0.2 })).toMatchObject({ temperature: 0.2 });
    expect(named({ temperature: 0.2 }, "anthropic-messages", "claude-sonnet-4-5")).toEqual([]);
    for (const [model, more] of [
      ["claude-opus-4-7", { temperature: 0.2, top_p: 0.9, top_k: 5 }],
      ["claude-sonnet-4-5", { temperature: 0.2, top_p: 0.9, top_k: 5, reasoning_effort: "low" }],
    ] as const) {
      for (const member of ["temperature", "top_p", "top_k"]) expect(sent(model, more)).not.toHaveProperty(member);
      for (const dialect of ["anthropic-messages", "bedrock-converse"] as const)
        expect(named(more, dialect, `anthropic.${model}`)).toEqual(["temperature", "top_p", "top_k"]);
    }
  });
});

describe("what excludes each other", () => {
  const tools = [{ type: "function", function: { name: "look_up", parameters: { type: "object" } } }];

  it("a budget for thinking and a tool that must be called: the tool is, and the thinking is named as left out", () => {
    for (const tool_choice of ["required", { type: "function", function: { name: "look_up" } }]) {
      const more = { tools, tool_choice, reasoning_effort: "high", temperature: 0.5 };
      expect(sent("claude-sonnet-4-5", more)).toMatchObject({
        temperature: 0.5,
        tool_choice: { type: expect.any(String) },
      });
      expect(sent("claude-sonnet-4-5", more)).not.toHaveProperty("thinking");
      expect(named(more, "anthropic-messages", "claude-sonnet-4-5")).toEqual(["reasoning"]);
      expect(named(more, "bedrock-converse", "anthropic.claude-sonnet-4-5")).toEqual(["reasoning"]);
      expect(sent("claude-opus-4-6", more)).toMatchObject({ thinking: { type: "adaptive" } });
    }
    expect(sent("claude-sonnet-4-5", { tools, tool_choice: "auto", reasoning_effort: "high" })).toHaveProperty(
      "thinking",
    );
  });

  it("temperature and top_p from 4.1 on: the first goes, and the second is named", () => {
    const both = { temperature: 0.5, top_p: 0.9 };
    expect(sent("claude-sonnet-4", both)).toMatchObject(both);
    expect(sent("claude-opus-4-1", both)).toMatchObject({ temperature: 0.5 });
    expect(sent("claude-opus-4-1", both)).not.toHaveProperty("top_p");
    expect(named(both, "anthropic-messages", "claude-opus-4-1")).toEqual(["top_p"]);
    expect(named({ top_p: 0.9 }, "anthropic-messages", "claude-opus-4-1")).toEqual([]);
  });

  it("a ceiling with no room for thinking: the temperature is sent, and it is the thinking that is named", () => {
    const more = { reasoning_effort: "high", temperature: 0.2 };
    expect(sent("claude-sonnet-4-5", more, 800)).toMatchObject({ temperature: 0.2 });
    const needs = { model: "claude-sonnet-4-5", maxOutputTokens: 800 };
    expect(leftOut(asked(more), "anthropic-messages", needs)).toEqual(["reasoning"]);
    expect(named(more, "anthropic-messages", "claude-sonnet-4-5")).toEqual(["temperature"]);
  });

  it("a model that calls tools as it likes is not asked where one must be called", () => {
    const more = asked({ tools, tool_choice: "required" });
    expect(uncarried(more, "anthropic-messages", "claude-opus-5-5")).toEqual(["tool_choice"]);
    expect(uncarried(more, "anthropic-messages", "claude-opus-5")).toEqual([]);
  });
});
