import { describe, expect, it } from "vitest";
import { uncarried } from "./conversation/features.ts";
import { leftOut } from "./conversation/left-out.ts";
import { readDialect } from "./dialect-quirks.ts";
import type { JsonObject } from "./json-fields.ts";
import { parseJson } from "./json-fields.ts";
import { PARAMETER_NAMES, supportedParameters } from "./parameters.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { conversationOf } from "./surfaces.ts";
import { upstreamBody } from "./upstream-body.ts";

const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const FEATURES = ["tools", "structured_output", "reasoning", "vision"];
const TOOLS = [{ type: "function", function: { name: "look_up", parameters: { type: "object" } } }];
const SCHEMA = { type: "object", properties: { word: { type: "string" } } };
const MODELS: Readonly<Record<ConversationDialect, readonly string[]>> = {
  "openai-chat": ["llama", "gpt-4o", "gpt-5", "gpt-5.1", "o3"],
  "openai-responses": ["grok-4", "gpt-4o", "gpt-5", "gpt-5.1", "o3"],
  "anthropic-messages": ["claude-sonnet-4-5", "claude-opus-4-7", "claude-opus-5-5"],
  "gemini-generate": ["gemini-2.5-flash"],
  "bedrock-converse": ["anthropic.claude-sonnet-4-5", "amazon.nova-2-lite-v1", "meta.llama3-3", "openai.gpt-oss-120b"],
  "cohere-chat": ["command-a"],
  "ollama-chat": ["qwen3"],
};

/** A request that uses a parameter, in the words of chat completions, and a value to look for in what an endpoint gets. */
const ASKS: Readonly<Record<(typeof PARAMETER_NAMES)[number], readonly [asked: JsonObject, sign: RegExp]>> = {
  max_tokens: [{ max_tokens: 3_210 }, /:3210\b/],
  temperature: [{ temperature: 0.25 }, /:0\.25\b/],
  top_p: [{ top_p: 0.85 }, /:0\.85\b/],
  top_k: [{ top_k: 43 }, /:43\b/],
  min_p: [{ min_p: 0.07 }, /:0\.07\b/],
  stop: [{ stop: ["HALT"] }, /HALT/],
  seed: [{ seed: 7654 }, /:7654\b/],
  frequency_penalty: [{ frequency_penalty: 0.35 }, /:0\.35\b/],
  presence_penalty: [{ presence_penalty: 0.45 }, /:0\.45\b/],
  repetition_penalty: [{ repetition_penalty: 1.15 }, /:1\.15\b/],
  logit_bias: [{ logit_bias: { "99": 5 } }, /"99":5/],
  logprobs: [{ logprobs: true }, /logprobs/i],
  top_logprobs: [{ logprobs: true, top_logprobs: 4 }, /:4\b/],
  response_format: [
    { response_format: { type: "json_schema", json_schema: { name: "answer", schema: SCHEMA } } },
    /word/,
  ],
  tools: [{ tools: TOOLS }, /look_up/],
  tool_choice: [{ tools: TOOLS, tool_choice: "required" }, /"required"|"any"|"ANY"|"REQUIRED"/],
  parallel_tool_calls: [{ tools: TOOLS, parallel_tool_calls: false }, /parallel_tool/],
  reasoning: [{ reasoning_effort: "high" }, /reason|think/i],
  verbosity: [{ verbosity: "low" }, /verbosity/],
};

function reaches(parameter: (typeof PARAMETER_NAMES)[number], dialect: ConversationDialect, model: string): boolean {
  const [asked, sign] = ASKS[parameter];
  const body = { model: "acme/one", max_tokens: 20_000, messages: [{ role: "user", content: "Hi" }], ...asked };
  const read = readSurfaceRequest("openai-chat", Buffer.from(JSON.stringify(body)));
  const quirks = readDialect(dialect);
  if (quirks === null || read.kind !== "request") throw new TypeError(JSON.stringify(read));
  const maxOutputTokens = read.request.maxOutputTokens ?? 20_000;
  if (dialect !== "openai-chat") {
    const conversation = conversationOf("openai-chat", body);
    const lost = [
      ...uncarried(conversation, dialect, model),
      ...leftOut(conversation, dialect, { model, maxOutputTokens }),
    ];
    if (lost.length > 0) return false;
  }
  const sent = parseJson(upstreamBody(read.request, { model, maxOutputTokens, quirks }).toString());
  return sign.test(JSON.stringify(sent));
}

describe("parameters that an endpoint is listed with", () => {
  const cases = dialects.flatMap((dialect) => MODELS[dialect].map((model) => [dialect, model] as const));

  it.each(cases)("%s, %s: each of them reaches the model", (dialect, upstreamModel) => {
    const listed = supportedParameters({ dialect, upstreamModel, features: FEATURES, declared: [] });
    expect(listed).toContain("max_tokens");
    const lost = PARAMETER_NAMES.filter((name) => listed.includes(name) && !reaches(name, dialect, upstreamModel));
    expect(lost).toEqual([]);
  });

  it.each(cases)("%s, %s: also where the provider declared them all", (dialect, upstreamModel) => {
    const listed = supportedParameters({ dialect, upstreamModel, features: FEATURES, declared: PARAMETER_NAMES });
    const lost = PARAMETER_NAMES.filter((name) => listed.includes(name) && !reaches(name, dialect, upstreamModel));
    expect(lost).toEqual([]);
  });

  it("are those its provider declared, where it did", () => {
    const declared = ["max_tokens", "top_k"];
    expect(
      supportedParameters({ dialect: "openai-chat", upstreamModel: "llama", features: FEATURES, declared }),
    ).toEqual(declared);
  });
});
