import type { ConversationDialect } from "../../reply-formats.ts";
import type { AskedFeature } from "./asked-features.ts";
import { AT, PDF, PNG, WAV } from "./sample-media.ts";

/** What an endpoint must be sent so that a feature has arrived, in any one of the ways listed. Written from the vendors' references. */
type Witnesses = Partial<Readonly<Record<AskedFeature, readonly unknown[]>>>;

const SCHEMA = { type: "object", properties: { word: { type: "string" } }, required: ["word"] };
const says = (part: unknown) => ({ messages: [{ role: "user", content: [part] }] });
const data = (type: string, base64: string) => `data:${type};base64,${base64}`;

const BRIEF = { role: "system", content: "Be brief." };
const chatCall = (word: string) => ({ function: { name: "look_up", arguments: JSON.stringify({ word }) } });
const chat: Witnesses = {
  text: [{ messages: [BRIEF, { role: "user", content: "Hi" }] }],
  images: [says({ type: "image_url", image_url: { url: data("image/png", PNG) } })],
  imageAddresses: [says({ type: "image_url", image_url: { url: AT } })],
  imageDetail: [says({ type: "image_url", image_url: { detail: "low" } })],
  files: [says({ type: "file", file: { file_data: data("application/pdf", PDF) } })],
  audioInput: [says({ type: "input_audio", input_audio: { data: WAV, format: "wav" } })],
  pictures: [{ modalities: ["image", "text"] }],
  tools: [{ tools: [{ type: "function", function: { name: "look_up", parameters: SCHEMA } }] }],
  strictTools: [{ tools: [{ function: { strict: true } }] }],
  toolRequired: [{ tool_choice: "required" }],
  toolNamed: [{ tool_choice: { type: "function", function: { name: "look_up" } } }],
  oneToolAtATime: [{ parallel_tool_calls: false }],
  toolResults: [
    {
      messages: [
        { role: "assistant", tool_calls: [chatCall("a"), chatCall("b")] },
        { role: "tool", content: "one" },
        { role: "tool", content: "two" },
      ],
    },
  ],
  schema: [{ response_format: { type: "json_schema", json_schema: { schema: SCHEMA } } }],
  json: [{ response_format: { type: "json_object" } }],
  effort: [{ reasoning_effort: "high" }],
  budget: [{ reasoning_effort: "medium" }, { reasoning: { max_tokens: 8192 } }],
  shown: [{ reasoning_effort: "high" }, { reasoning_effort: "medium" }, { reasoning: { effort: "high" } }],
  signed: [{ messages: [{ role: "assistant", reasoning_details: [{ signature: "SIGNED" }] }] }],
  unsigned: [{ messages: [{ role: "assistant", reasoning: "Hm." }] }],
  cache: [says({ cache_control: { type: "ephemeral" } })],
  sampling: [{ temperature: 0.5, top_p: 0.9 }],
  topK: [{ top_k: 40 }],
  minP: [{ min_p: 0.05 }],
  repetition: [{ repetition_penalty: 1.1 }],
  verbosity: [{ verbosity: "low" }],
  penalties: [{ frequency_penalty: 0.25, presence_penalty: 0.5 }],
  seed: [{ seed: 7 }],
  stop: [{ stop: ["END"] }],
  several: [{ n: 2 }],
  logprobs: [{ logprobs: true }],
  alternatives: [{ logprobs: true, top_logprobs: 3 }],
  hints: [{ prediction: { content: "kept" } }],
  unknown: [{ made_up: "kept" }],
};

const item = (part: unknown) => ({ input: [{ role: "user", content: [part] }] });
const responsesCall = (word: string) => ({
  type: "function_call",
  name: "look_up",
  arguments: JSON.stringify({ word }),
});
const responses: Witnesses = {
  text: [{ instructions: "Be brief.", ...item({ type: "input_text", text: "Hi" }) }],
  images: [item({ type: "input_image", image_url: data("image/png", PNG) })],
  imageAddresses: [item({ type: "input_image", image_url: AT })],
  imageDetail: [item({ type: "input_image", detail: "low" })],
  files: [item({ type: "input_file", file_data: data("application/pdf", PDF) })],
  fileAddresses: [item({ type: "input_file", file_url: AT })],
  tools: [{ tools: [{ type: "function", name: "look_up", parameters: SCHEMA }] }],
  strictTools: [{ tools: [{ strict: true }] }],
  toolRequired: [{ tool_choice: "required" }],
  toolNamed: [{ tool_choice: { type: "function", name: "look_up" } }],
  oneToolAtATime: [{ parallel_tool_calls: false }],
  toolResults: [
    {
      input: [
        responsesCall("a"),
        responsesCall("b"),
        { type: "function_call_output", output: "one" },
        { type: "function_call_output", output: "two" },
      ],
    },
  ],
  schema: [{ text: { format: { type: "json_schema", schema: SCHEMA } } }],
  json: [{ text: { format: { type: "json_object" } } }],
  effort: [{ reasoning: { effort: "high" } }],
  budget: [{ reasoning: { effort: "medium" } }],
  shown: [{ reasoning: { summary: "auto" } }],
  verbosity: [{ text: { verbosity: "low" } }],
  signed: [{ input: [{ type: "reasoning", encrypted_content: "SIGNED" }] }],
  unsigned: [{ input: [{ type: "reasoning", summary: [{ text: "Hm." }] }] }],
  sampling: [{ temperature: 0.5, top_p: 0.9 }],
  logprobs: [{ include: ["message.output_text.logprobs"] }],
  alternatives: [{ include: ["message.output_text.logprobs"], top_logprobs: 3 }],
  unknown: [{ made_up: "kept" }],
};

const anthropicCall = (word: string) => ({ type: "tool_use", name: "look_up", input: { word } });
const anthropicResult = (text: string) => ({ type: "tool_result", content: [{ type: "text", text }] });
const anthropic: Witnesses = {
  text: [{ system: [{ type: "text", text: "Be brief." }], ...says({ type: "text", text: "Hi" }) }],
  images: [says({ type: "image", source: { type: "base64", media_type: "image/png", data: PNG } })],
  imageAddresses: [says({ type: "image", source: { type: "url", url: AT } })],
  files: [says({ type: "document", source: { type: "base64", media_type: "application/pdf", data: PDF } })],
  fileAddresses: [says({ type: "document", source: { type: "url", url: AT } })],
  tools: [{ tools: [{ name: "look_up", input_schema: SCHEMA }] }],
  strictTools: [{ tools: [{ strict: true }] }],
  toolRequired: [{ tool_choice: { type: "any" } }],
  toolNamed: [{ tool_choice: { type: "tool", name: "look_up" } }],
  oneToolAtATime: [{ tool_choice: { disable_parallel_tool_use: true } }],
  toolResults: [
    {
      messages: [
        { role: "assistant", content: [anthropicCall("a"), anthropicCall("b")] },
        { role: "user", content: [anthropicResult("one"), anthropicResult("two")] },
      ],
    },
  ],
  failedResults: [says({ type: "tool_result", is_error: true })],
  schema: [{ output_config: { format: { type: "json_schema", schema: SCHEMA } } }],
  effort: [{ thinking: { type: "enabled", budget_tokens: 16_384 } }, { output_config: { effort: "high" } }],
  budget: [{ thinking: { type: "enabled", budget_tokens: 8192 } }],
  shown: [{ thinking: { type: "enabled" } }],
  signed: [
    {
      messages: [{ role: "assistant", content: [{ type: "thinking", thinking: "Hm.", signature: "SIGNED" }] }],
    },
    { messages: [{ role: "assistant", content: [{ type: "redacted_thinking", data: "SIGNED" }] }] },
  ],
  cache: [says({ cache_control: { type: "ephemeral" } })],
  cacheAll: [{ cache_control: { type: "ephemeral" } }, says({ cache_control: { type: "ephemeral" } })],
  sampling: [{ temperature: 0.5, top_p: 0.9 }],
  topK: [{ top_k: 40 }],
  stop: [{ stop_sequences: ["END"] }],
  hints: [{ context_management: { edits: [{ type: "kept" }] } }],
  unknown: [{ made_up: "kept" }],
};

const geminiSays = (part: unknown) => ({ contents: [{ role: "user", parts: [part] }] });
const set = (generationConfig: unknown) => ({ generationConfig });
const mode = (functionCallingConfig: unknown) => ({ toolConfig: { functionCallingConfig } });
const geminiCall = (word: string) => ({ functionCall: { name: "look_up", args: { word } } });
const geminiResult = (response: unknown) => ({ functionResponse: { name: "look_up", response } });
const gemini: Witnesses = {
  text: [{ systemInstruction: { parts: [{ text: "Be brief." }] }, ...geminiSays({ text: "Hi" }) }],
  images: [geminiSays({ inlineData: { mimeType: "image/png", data: PNG } })],
  files: [geminiSays({ inlineData: { mimeType: "application/pdf", data: PDF } })],
  fileAddresses: [geminiSays({ fileData: { fileUri: AT } })],
  audioInput: [geminiSays({ inlineData: { mimeType: "audio/wav", data: WAV } })],
  pictures: [set({ responseModalities: ["TEXT", "IMAGE"] })],
  tools: [{ tools: [{ functionDeclarations: [{ name: "look_up", parametersJsonSchema: SCHEMA }] }] }],
  toolRequired: [mode({ mode: "ANY" })],
  toolNamed: [mode({ mode: "ANY", allowedFunctionNames: ["look_up"] })],
  toolResults: [
    {
      contents: [
        { role: "model", parts: [geminiCall("a"), geminiCall("b")] },
        { role: "user", parts: [geminiResult({ result: "one" }), geminiResult({ result: "two" })] },
      ],
    },
  ],
  failedResults: [{ contents: [{ parts: [geminiResult({ error: "no" })] }] }],
  schema: [set({ responseMimeType: "application/json", responseJsonSchema: SCHEMA })],
  json: [set({ responseMimeType: "application/json" })],
  effort: [set({ thinkingConfig: { thinkingBudget: 16_384 } }), set({ thinkingConfig: { thinkingLevel: "high" } })],
  budget: [set({ thinkingConfig: { thinkingBudget: 8192 } })],
  shown: [set({ thinkingConfig: { includeThoughts: true } })],
  signed: [{ contents: [{ role: "model", parts: [{ text: "Hm.", thought: true, thoughtSignature: "SIGNED" }] }] }],
  unsigned: [{ contents: [{ role: "model", parts: [{ text: "Hm.", thought: true }] }] }],
  sampling: [set({ temperature: 0.5, topP: 0.9 })],
  topK: [set({ topK: 40 })],
  penalties: [set({ frequencyPenalty: 0.25, presencePenalty: 0.5 })],
  seed: [set({ seed: 7 })],
  stop: [set({ stopSequences: ["END"] })],
  several: [set({ candidateCount: 2 })],
  logprobs: [set({ responseLogprobs: true })],
  alternatives: [set({ responseLogprobs: true, logprobs: 3 })],
  unknown: [{ made_up: "kept" }],
};

const bedrockTools = (more: unknown) => ({ toolConfig: more });
const bedrockCall = (word: string) => ({ toolUse: { name: "look_up", input: { word } } });
const bedrockResult = (text: string) => ({ toolResult: { content: [{ text }] } });
const bedrockThinks = (budget_tokens: number) => [
  { additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens } } },
];
const bedrock: Witnesses = {
  effort: bedrockThinks(16_384),
  budget: bedrockThinks(8_192),
  shown: [...bedrockThinks(16_384), ...bedrockThinks(8_192)],
  text: [{ system: [{ text: "Be brief." }], ...says({ text: "Hi" }) }],
  images: [says({ image: { format: "png", source: { bytes: PNG } } })],
  files: [says({ document: { format: "pdf", source: { bytes: PDF } } })],
  tools: [bedrockTools({ tools: [{ toolSpec: { name: "look_up", inputSchema: { json: SCHEMA } } }] })],
  toolRequired: [bedrockTools({ toolChoice: { any: {} } })],
  toolNamed: [bedrockTools({ toolChoice: { tool: { name: "look_up" } } })],
  toolResults: [
    {
      messages: [
        { role: "assistant", content: [bedrockCall("a"), bedrockCall("b")] },
        { role: "user", content: [bedrockResult("one"), bedrockResult("two")] },
      ],
    },
  ],
  failedResults: [says({ toolResult: { status: "error" } })],
  strictTools: [bedrockTools({ tools: [{ toolSpec: { strict: true } }] })],
  schema: [
    {
      outputConfig: {
        textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(SCHEMA) } } },
      },
    },
  ],
  topK: [{ additionalModelRequestFields: { top_k: 40 } }],
  signed: [
    {
      messages: [
        {
          role: "assistant",
          content: [{ reasoningContent: { reasoningText: { text: "Hm.", signature: "SIGNED" } } }],
        },
      ],
    },
    { messages: [{ role: "assistant", content: [{ reasoningContent: { redactedContent: "SIGNED" } }] }] },
  ],
  cache: [says({ cachePoint: { type: "default" } })],
  cacheAll: [says({ cachePoint: { type: "default" } })],
  sampling: [{ inferenceConfig: { temperature: 0.5, topP: 0.9 } }],
  stop: [{ inferenceConfig: { stopSequences: ["END"] } }],
};

const cohere: Witnesses = {
  text: [
    {
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Hi" }] },
      ],
    },
  ],
  images: [says({ type: "image_url", image_url: { url: data("image/png", PNG) } })],
  imageAddresses: [says({ type: "image_url", image_url: { url: AT } })],
  tools: [{ tools: [{ type: "function", function: { name: "look_up", parameters: SCHEMA } }] }],
  toolRequired: [{ tool_choice: "REQUIRED" }],
  toolNamed: [{ tool_choice: "REQUIRED", tools: [{ function: { name: "look_up" } }] }],
  toolResults: chat.toolResults ?? [],
  schema: [{ response_format: { type: "json_object", json_schema: SCHEMA } }],
  json: [{ response_format: { type: "json_object" } }],
  effort: [{ thinking: { type: "enabled", token_budget: 16_384 } }],
  budget: [{ thinking: { type: "enabled", token_budget: 8192 } }],
  shown: [{ thinking: { type: "enabled" } }],
  sampling: [{ temperature: 0.5, p: 0.9 }],
  topK: [{ k: 40 }],
  penalties: [{ frequency_penalty: 0.25, presence_penalty: 0.5 }],
  seed: [{ seed: 7 }],
  logprobs: [{ logprobs: true }],
  stop: [{ stop_sequences: ["END"] }],
};

const ollamaCall = (word: string) => ({ function: { name: "look_up", arguments: { word } } });
const ollama: Witnesses = {
  text: chat.text ?? [],
  images: [{ messages: [{ role: "user", images: [PNG] }] }],
  tools: chat.tools ?? [],
  toolResults: [
    {
      messages: [
        { role: "assistant", tool_calls: [ollamaCall("a"), ollamaCall("b")] },
        { role: "tool", content: "one" },
        { role: "tool", content: "two" },
      ],
    },
  ],
  schema: [{ format: SCHEMA }],
  json: [{ format: "json" }],
  ...Object.fromEntries(["effort", "budget", "shown"].map((asked) => [asked, [{ think: true }]])),
  sampling: [{ options: { temperature: 0.5, top_p: 0.9 } }],
  topK: [{ options: { top_k: 40 } }],
  minP: [{ options: { min_p: 0.05 } }],
  repetition: [{ options: { repeat_penalty: 1.1 } }],
  logprobs: [{ logprobs: true }],
  alternatives: [{ logprobs: true, top_logprobs: 3 }],
  penalties: [{ options: { frequency_penalty: 0.25, presence_penalty: 0.5 } }],
  seed: [{ options: { seed: 7 } }],
  stop: [{ options: { stop: ["END"] } }],
};

export const UPSTREAM_WITNESSES: Readonly<Record<ConversationDialect, Witnesses>> = {
  "openai-chat": chat,
  "openai-responses": responses,
  "anthropic-messages": anthropic,
  "gemini-generate": gemini,
  "bedrock-converse": bedrock,
  "cohere-chat": cohere,
  "ollama-chat": ollama,
};
