import type { JsonObject } from "../../json-fields.ts";
import type { SurfaceName } from "../../surfaces.ts";
import { AT, PDF, PNG, WAV } from "./sample-media.ts";

/** What requests can ask for, as the table names it. */
export const ASKED = {
  text: "Instructions and text",
  images: "Pictures",
  imageAddresses: "Pictures by address",
  imageDetail: "Detail of pictures",
  files: "Files",
  fileAddresses: "Files by address",
  audioInput: "Sound",
  pictures: "Pictures in the answer",
  tools: "Tools",
  strictTools: "Strict schemas of tools",
  toolRequired: "A tool must be called",
  toolNamed: "One tool must be called",
  oneToolAtATime: "No parallel calls",
  toolResults: "Parallel calls and their results",
  failedResults: "Results marked as failed",
  schema: "Structured output",
  json: "JSON of any shape",
  effort: "Reasoning effort",
  budget: "Reasoning budget",
  shown: "Reasoning to be shown",
  verbosity: "Verbosity",
  signed: "Signed thinking of earlier turns",
  unsigned: "Unsigned thinking of earlier turns",
  cache: "Cache hints",
  cacheAll: "Cache hint for the whole request",
  sampling: "temperature, top_p",
  topK: "top_k",
  minP: "min_p",
  penalties: "Penalties",
  repetition: "repetition_penalty",
  seed: "seed",
  stop: "Stop sequences",
  several: "Several answers (n)",
  logprobs: "logprobs",
  alternatives: "top_logprobs",
  hints: "Hints of one vendor",
  unknown: "Members nobody here knows",
} as const;
export type AskedFeature = keyof typeof ASKED;

type Samples = Partial<Readonly<Record<AskedFeature, JsonObject>>>;
const SCHEMA = { type: "object", properties: { word: { type: "string" } }, required: ["word"] };
const LOOK_UP = { name: "look_up", description: "Looks a word up." };

const chatTool = (more = {}) => ({ type: "function", function: { ...LOOK_UP, parameters: SCHEMA, ...more } });
const chatSays = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });
const chatCall = (id: string, word: string) => ({
  id,
  type: "function",
  function: { name: "look_up", arguments: JSON.stringify({ word }) },
});
const chatThought = (more: JsonObject) => ({
  messages: [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello", ...more },
    { role: "user", content: "And?" },
  ],
});

const chat: Samples = {
  text: {
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ],
  },
  images: chatSays({ type: "image_url", image_url: { url: `data:image/png;base64,${PNG}` } }),
  imageAddresses: chatSays({ type: "image_url", image_url: { url: AT } }),
  imageDetail: chatSays({ type: "image_url", image_url: { url: `data:image/png;base64,${PNG}`, detail: "low" } }),
  files: chatSays({ type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${PDF}` } }),
  audioInput: chatSays({ type: "input_audio", input_audio: { data: WAV, format: "wav" } }),
  pictures: { modalities: ["image", "text"], image_config: { aspect_ratio: "16:9" } },
  tools: { tools: [chatTool()] },
  strictTools: { tools: [chatTool({ strict: true })] },
  toolRequired: { tools: [chatTool()], tool_choice: "required" },
  toolNamed: { tools: [chatTool()], tool_choice: { type: "function", function: { name: "look_up" } } },
  oneToolAtATime: { tools: [chatTool()], parallel_tool_calls: false },
  toolResults: {
    tools: [chatTool()],
    messages: [
      { role: "user", content: "Hi" },
      { role: "assistant", content: null, tool_calls: [chatCall("call_1", "a"), chatCall("call_2", "b")] },
      { role: "tool", tool_call_id: "call_1", content: "one" },
      { role: "tool", tool_call_id: "call_2", content: "two" },
    ],
  },
  schema: { response_format: { type: "json_schema", json_schema: { name: "answer", schema: SCHEMA, strict: true } } },
  json: { response_format: { type: "json_object" } },
  effort: { reasoning_effort: "high" },
  budget: { reasoning: { max_tokens: 8192 } },
  shown: { reasoning: { effort: "high" } },
  signed: chatThought({ reasoning_details: [{ type: "reasoning.text", text: "Hm.", signature: "SIGNED" }] }),
  unsigned: chatThought({ reasoning: "Hm." }),
  cache: chatSays({ type: "text", text: "Long.", cache_control: { type: "ephemeral" } }),
  sampling: { temperature: 0.5, top_p: 0.9 },
  topK: { top_k: 40 },
  minP: { min_p: 0.05 },
  repetition: { repetition_penalty: 1.1 },
  verbosity: { verbosity: "low" },
  penalties: { frequency_penalty: 0.25, presence_penalty: 0.5 },
  seed: { seed: 7 },
  stop: { stop: ["END"] },
  several: { n: 2 },
  logprobs: { logprobs: true },
  alternatives: { logprobs: true, top_logprobs: 3 },
  hints: { prediction: { type: "content", content: "kept" } },
  unknown: { made_up: "kept" },
};

const responsesTool = (more = {}) => ({ type: "function", ...LOOK_UP, parameters: SCHEMA, strict: false, ...more });
const responsesSays = (...content: unknown[]) => ({ input: [{ type: "message", role: "user", content }] });
const responsesHi = { type: "message", role: "user", content: [{ type: "input_text", text: "Hi" }] };
const responsesCall = (call_id: string, word: string) => ({
  type: "function_call",
  call_id,
  name: "look_up",
  arguments: JSON.stringify({ word }),
});
const responsesThought = (item: JsonObject) => ({
  input: [responsesHi, item, { type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
});

const responses: Samples = {
  text: { instructions: "Be brief.", input: [responsesHi] },
  images: responsesSays({ type: "input_image", image_url: `data:image/png;base64,${PNG}` }),
  imageAddresses: responsesSays({ type: "input_image", image_url: AT }),
  imageDetail: responsesSays({ type: "input_image", image_url: `data:image/png;base64,${PNG}`, detail: "low" }),
  files: responsesSays({ type: "input_file", filename: "a.pdf", file_data: `data:application/pdf;base64,${PDF}` }),
  fileAddresses: responsesSays({ type: "input_file", file_url: AT }),
  pictures: { tools: [{ type: "image_generation" }] },
  tools: { tools: [responsesTool()] },
  strictTools: { tools: [responsesTool({ strict: true })] },
  toolRequired: { tools: [responsesTool()], tool_choice: "required" },
  toolNamed: { tools: [responsesTool()], tool_choice: { type: "function", name: "look_up" } },
  oneToolAtATime: { tools: [responsesTool()], parallel_tool_calls: false },
  toolResults: {
    tools: [responsesTool()],
    input: [
      responsesHi,
      responsesCall("call_1", "a"),
      responsesCall("call_2", "b"),
      { type: "function_call_output", call_id: "call_1", output: "one" },
      { type: "function_call_output", call_id: "call_2", output: "two" },
    ],
  },
  schema: { text: { format: { type: "json_schema", name: "answer", schema: SCHEMA, strict: true } } },
  json: { text: { format: { type: "json_object" } } },
  effort: { reasoning: { effort: "high" } },
  shown: { reasoning: { effort: "high", summary: "auto" } },
  verbosity: { text: { verbosity: "low" } },
  signed: responsesThought({ type: "reasoning", summary: [], encrypted_content: "SIGNED" }),
  unsigned: responsesThought({ type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] }),
  sampling: { temperature: 0.5, top_p: 0.9 },
  logprobs: { include: ["message.output_text.logprobs"] },
  alternatives: { include: ["message.output_text.logprobs"], top_logprobs: 3 },
  unknown: { made_up: "kept" },
};

const anthropicTool = (more = {}) => ({ ...LOOK_UP, input_schema: SCHEMA, ...more });
const anthropicSays = (...content: unknown[]) => ({ messages: [{ role: "user", content }] });
const anthropicMedia = (type: string, media_type: string, data: string) =>
  anthropicSays({ type, source: { type: "base64", media_type, data } });
const anthropicCall = (id: string, word: string) => ({ type: "tool_use", id, name: "look_up", input: { word } });
const anthropicResult = (tool_use_id: string, text: string, more = {}) => ({
  type: "tool_result",
  tool_use_id,
  content: [{ type: "text", text }],
  ...more,
});
const anthropicThought = (block: JsonObject) => ({
  messages: [
    { role: "user", content: [{ type: "text", text: "Hi" }] },
    { role: "assistant", content: [block, { type: "text", text: "Hello" }] },
    { role: "user", content: [{ type: "text", text: "And?" }] },
  ],
});
const anthropicUses = (...results: unknown[]) => ({
  tools: [anthropicTool()],
  messages: [
    { role: "user", content: [{ type: "text", text: "Hi" }] },
    { role: "assistant", content: [anthropicCall("call_1", "a"), anthropicCall("call_2", "b")] },
    { role: "user", content: results },
  ],
});

const anthropic: Samples = {
  text: { system: [{ type: "text", text: "Be brief." }], ...anthropicSays({ type: "text", text: "Hi" }) },
  images: anthropicMedia("image", "image/png", PNG),
  imageAddresses: anthropicSays({ type: "image", source: { type: "url", url: AT } }),
  files: anthropicMedia("document", "application/pdf", PDF),
  fileAddresses: anthropicSays({ type: "document", source: { type: "url", url: AT } }),
  tools: { tools: [anthropicTool()] },
  strictTools: { tools: [anthropicTool({ strict: true })] },
  toolRequired: { tools: [anthropicTool()], tool_choice: { type: "any" } },
  toolNamed: { tools: [anthropicTool()], tool_choice: { type: "tool", name: "look_up" } },
  oneToolAtATime: { tools: [anthropicTool()], tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  toolResults: anthropicUses(anthropicResult("call_1", "one"), anthropicResult("call_2", "two")),
  failedResults: anthropicUses(
    anthropicResult("call_1", "no", { is_error: true }),
    anthropicResult("call_2", "no", { is_error: true }),
  ),
  schema: { output_config: { format: { type: "json_schema", schema: SCHEMA } } },
  effort: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
  budget: { thinking: { type: "enabled", budget_tokens: 8192 } },
  shown: { thinking: { type: "enabled", budget_tokens: 8192, display: "summarized" } },
  signed: anthropicThought({ type: "thinking", thinking: "Hm.", signature: "SIGNED" }),
  cache: anthropicSays({ type: "text", text: "Long.", cache_control: { type: "ephemeral" } }),
  cacheAll: { cache_control: { type: "ephemeral" } },
  sampling: { temperature: 0.5, top_p: 0.9 },
  topK: { top_k: 40 },
  stop: { stop_sequences: ["END"] },
  hints: { context_management: { edits: [{ type: "kept" }] } },
  unknown: { made_up: "kept" },
};

const geminiSays = (...parts: unknown[]) => ({ contents: [{ role: "user", parts }] });
const geminiSettings = (generationConfig: JsonObject) => ({ generationConfig });
const geminiTools = (config?: JsonObject) => ({
  tools: [{ functionDeclarations: [{ ...LOOK_UP, parametersJsonSchema: SCHEMA }] }],
  ...(config === undefined ? {} : { toolConfig: { functionCallingConfig: config } }),
});
const geminiCall = (word: string) => ({ functionCall: { name: "look_up", args: { word } } });
const geminiResult = (response: JsonObject) => ({ functionResponse: { name: "look_up", response } });
const geminiUses = (...parts: unknown[]) => ({
  ...geminiTools(),
  contents: [
    { role: "user", parts: [{ text: "Hi" }] },
    { role: "model", parts: [geminiCall("a"), geminiCall("b")] },
    { role: "user", parts },
  ],
});
const geminiThought = (part: JsonObject) => ({
  contents: [
    { role: "user", parts: [{ text: "Hi" }] },
    { role: "model", parts: [part, { text: "Hello" }] },
    { role: "user", parts: [{ text: "And?" }] },
  ],
});

const gemini: Samples = {
  text: { systemInstruction: { parts: [{ text: "Be brief." }] }, ...geminiSays({ text: "Hi" }) },
  images: geminiSays({ inlineData: { mimeType: "image/png", data: PNG } }),
  fileAddresses: geminiSays({ fileData: { mimeType: "application/pdf", fileUri: AT } }),
  files: geminiSays({ inlineData: { mimeType: "application/pdf", data: PDF } }),
  audioInput: geminiSays({ inlineData: { mimeType: "audio/wav", data: WAV } }),
  pictures: geminiSettings({ responseModalities: ["TEXT", "IMAGE"], imageConfig: { aspectRatio: "16:9" } }),
  tools: geminiTools(),
  toolRequired: geminiTools({ mode: "ANY" }),
  toolNamed: geminiTools({ mode: "ANY", allowedFunctionNames: ["look_up"] }),
  toolResults: geminiUses(geminiResult({ result: "one" }), geminiResult({ result: "two" })),
  failedResults: geminiUses(geminiResult({ error: "no" }), geminiResult({ error: "no" })),
  schema: geminiSettings({ responseMimeType: "application/json", responseJsonSchema: SCHEMA }),
  json: geminiSettings({ responseMimeType: "application/json" }),
  effort: geminiSettings({ thinkingConfig: { thinkingLevel: "high" } }),
  budget: geminiSettings({ thinkingConfig: { thinkingBudget: 8192 } }),
  shown: geminiSettings({ thinkingConfig: { thinkingBudget: 8192, includeThoughts: true } }),
  signed: geminiThought({ text: "Hm.", thought: true, thoughtSignature: "SIGNED" }),
  unsigned: geminiThought({ text: "Hm.", thought: true }),
  sampling: geminiSettings({ temperature: 0.5, topP: 0.9 }),
  topK: geminiSettings({ topK: 40 }),
  penalties: geminiSettings({ frequencyPenalty: 0.25, presencePenalty: 0.5 }),
  seed: geminiSettings({ seed: 7 }),
  stop: geminiSettings({ stopSequences: ["END"] }),
  several: geminiSettings({ candidateCount: 2 }),
  logprobs: geminiSettings({ responseLogprobs: true }),
  alternatives: geminiSettings({ responseLogprobs: true, logprobs: 3 }),
  unknown: { made_up: "kept" },
};

const SAMPLES: Readonly<Record<SurfaceName, Samples>> = {
  "openai-chat": chat,
  "openai-responses": responses,
  "anthropic-messages": anthropic,
  "gemini-generate": gemini,
};

const LEAST: Readonly<Record<SurfaceName, JsonObject>> = {
  "openai-chat": { model: "acme/one", max_tokens: 20_000, messages: [{ role: "user", content: "Hi" }] },
  "openai-responses": { model: "acme/one", max_output_tokens: 20_000, input: [responsesHi] },
  "anthropic-messages": {
    model: "acme/one",
    max_tokens: 20_000,
    messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
  },
  "gemini-generate": { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
};

/** A request of a surface that asks for a feature; `null` when the surface has no word for it. */
export function askFor(feature: AskedFeature, surface: SurfaceName): JsonObject | null {
  const sample = SAMPLES[surface][feature];
  return sample === undefined ? null : { ...LEAST[surface], ...sample };
}
