import type { ConversationDialect } from "./reply-formats.ts";

/** Every name a provider may declare. */
export const PARAMETER_NAMES = [
  "max_tokens",
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "stop",
  "seed",
  "frequency_penalty",
  "presence_penalty",
  "repetition_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "response_format",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "reasoning",
  "verbosity",
] as const;
type ParameterName = (typeof PARAMETER_NAMES)[number];

/** Members of a request that change what a model does, in OpenAI's words, and what other surfaces call them. */
const NAMES: Readonly<Record<string, ParameterName>> = {
  max_tokens: "max_tokens",
  max_completion_tokens: "max_tokens",
  max_output_tokens: "max_tokens",
  temperature: "temperature",
  top_p: "top_p",
  top_k: "top_k",
  min_p: "min_p",
  stop: "stop",
  stop_sequences: "stop",
  seed: "seed",
  frequency_penalty: "frequency_penalty",
  presence_penalty: "presence_penalty",
  repetition_penalty: "repetition_penalty",
  logit_bias: "logit_bias",
  logprobs: "logprobs",
  top_logprobs: "top_logprobs",
  response_format: "response_format",
  output_config: "response_format",
  tools: "tools",
  tool_choice: "tool_choice",
  parallel_tool_calls: "parallel_tool_calls",
  reasoning: "reasoning",
  reasoning_effort: "reasoning",
  thinking: "reasoning",
  verbosity: "verbosity",
};

/** The same inside Gemini's `generationConfig`. */
const GEMINI_NAMES: Readonly<Record<string, ParameterName>> = {
  maxOutputTokens: "max_tokens",
  temperature: "temperature",
  topP: "top_p",
  topK: "top_k",
  stopSequences: "stop",
  seed: "seed",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  responseLogprobs: "logprobs",
  logprobs: "top_logprobs",
  responseSchema: "response_format",
  responseJsonSchema: "response_format",
  thinkingConfig: "reasoning",
};

/** Parameters a request uses, whatever surface it came by. Members that no endpoint is asked about, such as `metadata`, are none. */
export function parametersOf(body: Readonly<Record<string, unknown>>): string[] {
  const used = new Set<string>();
  const collect = (from: object, names: Readonly<Record<string, string>>) => {
    for (const [key, value] of Object.entries(from)) {
      const name = Object.hasOwn(names, key) ? names[key] : undefined;
      if (name !== undefined && value !== undefined && value !== null) used.add(name);
    }
  };
  collect(body, NAMES);
  const { generationConfig } = body;
  if (typeof generationConfig === "object" && generationConfig !== null) collect(generationConfig, GEMINI_NAMES);
  return [...used];
}

const SAMPLING: readonly ParameterName[] = ["max_tokens", "temperature", "top_p", "stop"];

/** What an API of a dialect usually takes; tools, formats and reasoning depend on the model. */
const USUAL: Readonly<Record<ConversationDialect, readonly ParameterName[]>> = {
  "openai-chat": [
    ...SAMPLING,
    "seed",
    "frequency_penalty",
    "presence_penalty",
    "logit_bias",
    "logprobs",
    "top_logprobs",
  ],
  "openai-responses": ["max_tokens", "temperature", "top_p", "logprobs", "top_logprobs"],
  "anthropic-messages": [...SAMPLING, "top_k"],
  "gemini-generate": [
    ...SAMPLING,
    "top_k",
    "seed",
    "frequency_penalty",
    "presence_penalty",
    "logprobs",
    "top_logprobs",
  ],
  "bedrock-converse": SAMPLING,
  "cohere-chat": [...SAMPLING, "top_k", "seed", "frequency_penalty", "presence_penalty"],
  "ollama-chat": [
    ...SAMPLING,
    "top_k",
    "min_p",
    "seed",
    "frequency_penalty",
    "presence_penalty",
    "repetition_penalty",
    "logprobs",
    "top_logprobs",
  ],
};

const OF_FEATURES: Readonly<Record<string, readonly ParameterName[]>> = {
  tools: ["tools", "tool_choice", "parallel_tool_calls"],
  structured_output: ["response_format"],
  reasoning: ["reasoning", "verbosity"],
};

/**
 * Parameters an endpoint takes: what its provider declared, or else what its dialect usually takes with what the model can do.
 * @param declared empty when the provider did not say.
 */
export function supportedParameters(
  dialect: ConversationDialect,
  features: readonly string[],
  declared: readonly string[],
): readonly string[] {
  if (declared.length > 0) return declared;
  return [...USUAL[dialect], ...features.flatMap((feature) => OF_FEATURES[feature] ?? [])];
}
