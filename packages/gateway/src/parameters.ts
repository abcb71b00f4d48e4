import { canBeForced, isClaudeOnBedrock, takesSampling } from "./anthropic/claude-model.ts";
import { carries, type Feature } from "./conversation/features.ts";
import { ONE_TOOL_AT_A_TIME, VERBOSITY } from "./conversation/left-out.ts";
import { neverTaken, openAiModel } from "./openai-model.ts";
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

const SAMPLING: readonly ParameterName[] = ["max_tokens", "temperature", "top_p"];

/** Which feature of a dialect a parameter asks for; what is missing has another test or none. */
const FEATURE_OF: Partial<Readonly<Record<ParameterName, Feature>>> = {
  top_k: "top_k",
  min_p: "min_p",
  stop: "stop",
  seed: "seed",
  frequency_penalty: "penalties",
  presence_penalty: "penalties",
  repetition_penalty: "repetition_penalty",
  logprobs: "logprobs",
  top_logprobs: "top_logprobs",
  response_format: "structured_output",
  tools: "tools",
  tool_choice: "tool_choice",
  reasoning: "reasoning",
};

/** Whether a parameter reaches a model of an API at all. Chat completions pass as they are, whatever is in them. */
function reaches(name: ParameterName, dialect: ConversationDialect, model: string): boolean {
  if (dialect === "openai-chat" || SAMPLING.includes(name)) return true;
  if (name === "verbosity") return VERBOSITY.has(dialect);
  if (name === "parallel_tool_calls") return ONE_TOOL_AT_A_TIME.has(dialect);
  const feature = FEATURE_OF[name];
  return feature !== undefined && carries(feature, dialect, model);
}

/** What models of the usual APIs take; tools, formats and thinking depend on the model. */
const USUAL: readonly ParameterName[] = [
  ...SAMPLING,
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
];
/** Of those, what the servers of OpenAI's API do not all know. */
const OF_SOME_SERVERS: ReadonlySet<string> = new Set(["top_k", "min_p", "repetition_penalty"]);

const OF_FEATURES: Readonly<Record<string, readonly ParameterName[]>> = {
  tools: ["tools", "tool_choice", "parallel_tool_calls"],
  structured_output: ["response_format"],
  reasoning: ["reasoning", "verbosity"],
};

/** What an endpoint is, as far as it decides which parameters it takes. */
export interface ParameterTaker {
  readonly dialect: ConversationDialect;
  /** The model's name there. */
  readonly upstreamModel: string;
  /** What the model can do. */
  readonly features: readonly string[];
  /** Empty when the provider did not say. */
  readonly declared: readonly string[];
}

/**
 * Parameters an endpoint takes: what its provider declared, or else what its API usually takes with what the model can do. Nothing is among them that
 * would not reach the model, or that this model is known to refuse.
 */
export function supportedParameters({ dialect, upstreamModel, features, declared }: ParameterTaker): string[] {
  const usual = USUAL.filter((name) => dialect !== "openai-chat" || !OF_SOME_SERVERS.has(name));
  const offered = declared.length > 0 ? declared : [...usual, ...features.flatMap((one) => OF_FEATURES[one] ?? [])];
  const refused = new Set(neverTakenBy(dialect, upstreamModel));
  return offered.filter((name) => isParameter(name) && reaches(name, dialect, upstreamModel) && !refused.has(name));
}

function isParameter(name: string): name is ParameterName {
  return PARAMETER_NAMES.some((known) => known === name);
}

function neverTakenBy(dialect: ConversationDialect, model: string): readonly string[] {
  if (dialect === "openai-chat" || dialect === "openai-responses") {
    const known = openAiModel(model);
    return known === null ? [] : neverTaken(known);
  }
  const isClaude = dialect === "anthropic-messages" || (dialect === "bedrock-converse" && isClaudeOnBedrock(model));
  if (!isClaude) return [];
  return [
    ...(takesSampling(model) ? [] : ["temperature", "top_p", "top_k"]),
    ...(canBeForced(model) ? [] : ["tool_choice"]),
  ];
}
