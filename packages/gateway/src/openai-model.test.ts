import { describe, expect, it } from "vitest";
import { uncarried } from "./conversation/features.ts";
import { leftOut } from "./conversation/left-out.ts";
import { readDialect } from "./dialect-quirks.ts";
import { parseJson } from "./json-fields.ts";
import { fitMembers, unfitDemands } from "./openai-chat/fit-members.ts";
import { openAiModel } from "./openai-model.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import { conversationOf, type SurfaceName } from "./surfaces.ts";
import { upstreamBody } from "./upstream-body.ts";

const CHAT = { model: "openai/one", messages: [{ role: "user", content: "Hi" }] };
const ANTHROPIC = { ...CHAT, max_tokens: 900 };
const RESPONSES = { model: "openai/one", input: "Hi" };

function sent(surface: SurfaceName, dialect: string, { model, ...body }: { model: string } & Record<string, unknown>) {
  const quirks = readDialect(dialect);
  const basis = { "openai-chat": CHAT, "anthropic-messages": ANTHROPIC, "openai-responses": RESPONSES }[
    String(surface)
  ];
  const read = readSurfaceRequest(surface, Buffer.from(JSON.stringify({ ...basis, ...body })));
  if (quirks === null || read.kind !== "request") throw new TypeError(JSON.stringify(read));
  const bytes = upstreamBody(read.request, { model, maxOutputTokens: 900, quirks });
  return { bytes: bytes.toString(), body: parseJson(bytes.toString()) as Record<string, unknown> };
}

describe("OpenAI's own models", () => {
  it.each([
    ["o3", "never", true],
    ["o4-mini-2025-04-16", "never", true],
    ["gpt-5-mini", "never", true],
    ["gpt-5-chat-latest", "always", false],
    ["gpt-5.1", "without_thinking", true],
    ["gpt-5.2-codex", "without_thinking", true],
    ["gpt-6", "never", true],
    ["gpt-4o-2024-08-06", "always", false],
    ["ft:gpt-4.1-mini:acme", "always", false],
  ])("%s takes a temperature: %s", (name, sampling, thinks) => {
    expect(openAiModel(name)).toMatchObject({ sampling, thinks });
  });

  it("are not looked for under another gateway's names, nor among open weights", () => {
    for (const name of ["openai/gpt-5", "gpt-oss-120b", "o-one", "olmo-2", "claude-opus-4-7"])
      expect(openAiModel(name)).toBeNull();
  });
});

describe("a chat completion for a model of OpenAI's that thinks", () => {
  it("is told its limit in the word that these models know, whatever the caller's is", () => {
    for (const dialect of ["openai-chat", "openai-chat+azure"]) {
      const { body } = sent("openai-chat", dialect, { model: "o3", max_tokens: 2_000 });
      expect(body).toMatchObject({ max_completion_tokens: 900 });
      expect(body).not.toHaveProperty("max_tokens");
    }
    const both = sent("openai-chat", "openai-chat", { model: "gpt-5", max_tokens: 500, max_completion_tokens: 2_000 });
    expect(both.body).toMatchObject({ max_completion_tokens: 900 });
    expect(both.body).not.toHaveProperty("max_tokens");
    expect(sent("anthropic-messages", "openai-chat", { model: "gpt-5" }).body).toMatchObject({
      max_completion_tokens: 900,
    });
    expect(sent("openai-chat", "openai-chat", { model: "llama", max_tokens: 700 }).body).toMatchObject({
      max_tokens: 700,
    });
  });

  it("leaves out what the model refuses, and names it", () => {
    const asked = { temperature: 0.2, top_p: 0.9, presence_penalty: 0.5, logit_bias: { 1: 2 }, top_k: 40, seed: 7 };
    const { body } = sent("openai-chat", "openai-chat", { model: "gpt-5", ...asked });
    expect(Object.keys(body).sort()).toEqual(["max_completion_tokens", "messages", "model", "seed"]);
    expect(fitMembers("gpt-5", { ...CHAT, ...asked }).leftOut).toEqual([
      "temperature",
      "top_p",
      "presence_penalty",
      "logit_bias",
      "top_k",
    ]);
    expect(fitMembers("gpt-5", { ...CHAT, temperature: 1, top_p: 1, presence_penalty: 0 }).leftOut).toEqual([]);
  });

  it("does not name what changes nothing at its value", () => {
    const { body } = sent("openai-chat", "openai-chat", { model: "gpt-5", top_k: 0, min_p: 0, repetition_penalty: 1 });
    expect(Object.keys(body).sort()).toEqual(["max_completion_tokens", "messages", "model"]);
    expect(fitMembers("gpt-5", { top_k: 0, min_p: 0, top_a: 0, repetition_penalty: 1 }).leftOut).toEqual([]);
  });

  it("keeps a temperature from 5.1 on, as long as it is not told to think", () => {
    expect(sent("openai-chat", "openai-chat", { model: "gpt-5.1", temperature: 0.2 }).body).toMatchObject({
      temperature: 0.2,
    });
    const thinking = { temperature: 0.2, reasoning_effort: "low" };
    expect(sent("openai-chat", "openai-chat", { model: "gpt-5.1", ...thinking }).body).not.toHaveProperty(
      "temperature",
    );
  });

  it("says OpenRouter's words for thinking in OpenAI's, at an effort that the model knows", () => {
    const asked = (model: string, more: object) => sent("openai-chat", "openai-chat", { model, ...more }).body;
    expect(asked("o3", { reasoning: { effort: "high" }, include_reasoning: true })).toMatchObject({
      reasoning_effort: "high",
    });
    expect(asked("o3", { reasoning: { effort: "high" } })).not.toHaveProperty("reasoning");
    expect(asked("gpt-5.1", { reasoning_effort: "minimal" })).toMatchObject({ reasoning_effort: "low" });
    expect(asked("gpt-5", { reasoning: { effort: "xhigh" } })).toMatchObject({ reasoning_effort: "high" });
    expect(asked("gpt-4o", { reasoning: { effort: "high" } })).not.toHaveProperty("reasoning_effort");
    expect(fitMembers("gpt-4o", { reasoning: { effort: "high" } }).leftOut).toEqual(["reasoning"]);
    expect(fitMembers("o3", { reasoning: { enabled: false } }).leftOut).toEqual(["reasoning_effort"]);
  });

  it("is not sent there for what an answer cannot be had without", () => {
    expect(unfitDemands("o3", { stop: ["END"], logprobs: true })).toEqual(["stop", "logprobs"]);
    expect(unfitDemands("gpt-5.1", { logprobs: true })).toEqual([]);
    expect(unfitDemands("gpt-4o", { stop: ["END"], logprobs: true })).toEqual([]);
    const asked = conversationOf("anthropic-messages", { ...ANTHROPIC, stop_sequences: ["END"] });
    expect(uncarried(asked, "openai-chat", "o3")).toEqual(["stop"]);
    expect(uncarried(asked, "openai-chat", "gpt-4o")).toEqual([]);
  });

  it("passes byte for byte to a model that takes all of it", () => {
    const text =
      '{ "model": "gpt-4o",  "messages": [{"role":"user","content":"Hi"}], "max_tokens" : 5, "temperature": 0.20 }';
    const read = readSurfaceRequest("openai-chat", Buffer.from(text));
    const quirks = readDialect("openai-chat");
    if (quirks === null || read.kind !== "request") throw new TypeError("not read");
    expect(upstreamBody(read.request, { model: "gpt-4o", maxOutputTokens: 900, quirks })).toBe(read.request.bytes);
  });
});

describe("the same through other APIs", () => {
  it("is left out of what is written, and named", () => {
    const { body } = sent("anthropic-messages", "openai-responses", { model: "gpt-5", temperature: 0.2, top_p: 0.9 });
    expect(body).not.toHaveProperty("temperature");
    expect(body).not.toHaveProperty("top_p");
    const asked = conversationOf("anthropic-messages", { ...ANTHROPIC, temperature: 0.2, top_p: 0.9 });
    const needs = { model: "gpt-5", maxOutputTokens: 900 };
    expect(leftOut(asked, "openai-responses", needs)).toEqual(["temperature", "top_p"]);
    expect(leftOut(asked, "openai-responses", { ...needs, model: "gpt-5.1" })).toEqual([]);
  });

  it("is taken out of a response's own words where the model refuses it", () => {
    const asked = { temperature: 0.2, reasoning: { effort: "low" }, tools: [{ type: "function", name: "a" }] };
    expect(sent("openai-responses", "openai-responses", { model: "gpt-5.1", ...asked }).body).not.toHaveProperty(
      "temperature",
    );
    expect(sent("openai-responses", "openai-responses", { model: "grok-4", ...asked }).body).toMatchObject(asked);
  });

  it("leaves the bytes of tools alone where a tier alone is left out", () => {
    const read = readSurfaceRequest(
      "openai-responses",
      Buffer.from('{"model":"a/b","input":"Hi","service_tier":"flex","tools":[ {"type":"function", "name":"a"} ]}'),
    );
    const quirks = readDialect("openai-responses");
    if (quirks === null || read.kind !== "request") throw new TypeError("not read");
    expect(read.request.leftOut).toEqual(["service_tier"]);
    const bytes = upstreamBody(read.request, { model: "b", maxOutputTokens: 9, quirks }).toString();
    expect(bytes).toContain('"tools":[ {"type":"function", "name":"a"} ]');
  });
});

it("a sampling parameter at the value that changes nothing, or an empty one, keeps a request from no endpoint", () => {
  const idle = {
    top_k: 0,
    min_p: 0,
    top_a: 0,
    repetition_penalty: 1,
    frequency_penalty: 0,
    logit_bias: {},
    plugins: [],
  };
  for (const dialect of ["anthropic-messages", "openai-responses", "cohere-chat", "bedrock-converse"] as const)
    expect(uncarried(conversationOf("openai-chat", { ...CHAT, ...idle }), dialect, "m")).toEqual([]);
  const asked = { top_k: 5, top_a: 0.5, repetition_penalty: 1.1, logit_bias: { 7: 1 } };
  expect(uncarried(conversationOf("openai-chat", { ...CHAT, ...asked }), "openai-responses", "m")).toEqual([
    "repetition_penalty",
    "top_k",
    "top_a",
    "logit_bias",
  ]);
});
