import { canBeForced } from "../anthropic/claude-model.ts";
import { structuresOnBedrock, takesTopKOnBedrock } from "../bedrock/abilities.ts";
import { thinksOnBedrock } from "../bedrock/reasoning.ts";
import type { DialectQuirks } from "../dialect-quirks.ts";
import { openAiModel, refusedDemands } from "../openai-model.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import type { Conversation, Part } from "./conversation.ts";
import { forcesTool } from "./fit-to-model.ts";

/** What a request can need of a dialect beyond text. */
export type Feature =
  | "images"
  | "image_addresses"
  | "files"
  | "file_addresses"
  | "audio_input"
  | "image_output"
  | "tools"
  | "tool_choice"
  | "structured_output"
  | "json_mode"
  | "several_answers"
  | "logprobs"
  | "top_logprobs"
  | "seed"
  | "penalties"
  | "repetition_penalty"
  | "top_k"
  | "min_p"
  | "stop"
  | "reasoning";

/** What each dialect can say; the conformance table of the docs shows it proven. */
const CARRIES: Readonly<Record<ConversationDialect, ReadonlySet<Feature>>> = {
  "openai-chat": new Set([
    "images",
    "image_addresses",
    "files",
    "audio_input",
    "image_output",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "several_answers",
    "logprobs",
    "top_logprobs",
    "seed",
    "penalties",
    "stop",
    "reasoning",
  ]),
  "openai-responses": new Set([
    "images",
    "image_addresses",
    "files",
    "file_addresses",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "logprobs",
    "top_logprobs",
    "reasoning",
  ]),
  "anthropic-messages": new Set([
    "images",
    "image_addresses",
    "files",
    "file_addresses",
    "tools",
    "tool_choice",
    "structured_output",
    "top_k",
    "stop",
    "reasoning",
  ]),
  "gemini-generate": new Set([
    "images",
    "files",
    "audio_input",
    "image_output",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "several_answers",
    "logprobs",
    "top_logprobs",
    "seed",
    "penalties",
    "top_k",
    "stop",
    "reasoning",
  ]),
  "bedrock-converse": new Set([
    "images",
    "files",
    "tools",
    "tool_choice",
    "structured_output",
    "top_k",
    "stop",
    "reasoning",
  ]),
  "cohere-chat": new Set([
    "images",
    "image_addresses",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "logprobs",
    "seed",
    "penalties",
    "top_k",
    "stop",
    "reasoning",
  ]),
  "ollama-chat": new Set([
    "images",
    "tools",
    "structured_output",
    "json_mode",
    "logprobs",
    "top_logprobs",
    "seed",
    "penalties",
    "repetition_penalty",
    "top_k",
    "min_p",
    "stop",
    "reasoning",
  ]),
};

export function featuresOf(conversation: Conversation): Set<Feature> {
  const { settings, tools, toolChoice, turns, system } = conversation;
  const { format, reasoning } = settings;
  const asked: readonly (readonly [feature: Feature, isAsked: boolean])[] = [
    ["image_output", settings.pictures !== null],
    ["tools", tools.length > 0],
    ["tool_choice", forcesTool({ toolChoice })],
    ["json_mode", format?.kind === "json"],
    ["structured_output", format?.kind === "schema"],
    ["several_answers", settings.choices > 1],
    ["logprobs", settings.logprobs !== null],
    ["top_logprobs", settings.logprobs !== null && settings.logprobs > 0],
    ["seed", settings.seed !== null],
    ["penalties", Boolean(settings.frequencyPenalty || settings.presencePenalty)],
    ["repetition_penalty", settings.repetitionPenalty !== null],
    ["top_k", settings.topK !== null],
    ["min_p", settings.minP !== null],
    ["stop", settings.stop.length > 0],
    ["reasoning", reasoning !== null && reasoning.effort !== "none"],
  ];
  const features = new Set(asked.flatMap(([feature, isAsked]) => (isAsked ? [feature] : [])));
  for (const part of system) addPartFeatures(part, features);
  for (const turn of turns) for (const part of turn.parts) addPartFeatures(part, features);
  return features;
}

function addPartFeatures(part: Part, features: Set<Feature>): void {
  switch (part.kind) {
    case "image":
      features.add(part.source.kind === "url" ? "image_addresses" : "images");
      return;
    case "file":
      features.add(part.source.kind === "url" ? "file_addresses" : "files");
      return;
    case "audio":
      features.add("audio_input");
      return;
    case "tool_call":
      features.add("tools");
      return;
    case "tool_result":
      features.add("tools");
      for (const inner of part.parts) addPartFeatures(inner, features);
      return;
    default:
      return;
  }
}

/** Whether an endpoint fetches a picture or file itself when it is told where that is. */
export function takesAddresses({ name, mediaAddresses }: DialectQuirks, kind: "image" | "file"): boolean {
  return mediaAddresses && CARRIES[name].has(kind === "image" ? "image_addresses" : "file_addresses");
}

/** What is given by address can be given as bytes: the gateway fetches it. */
const AS_BYTES: Partial<Readonly<Record<Feature, Feature>>> = { image_addresses: "images", file_addresses: "files" };

/** What Converse can say of some models alone. */
const ON_BEDROCK: Partial<Readonly<Record<Feature, (model: string) => boolean>>> = {
  reasoning: thinksOnBedrock,
  structured_output: structuresOnBedrock,
  top_k: takesTopKOnBedrock,
};

/** Whether a dialect has a word for a feature, or the gateway one in its place. @param model its name at the endpoint. */
export function carries(feature: Feature, dialect: ConversationDialect, model: string): boolean {
  return (
    (CARRIES[dialect].has(feature) || CARRIES[dialect].has(AS_BYTES[feature] ?? feature)) &&
    (dialect !== "bedrock-converse" || ON_BEDROCK[feature]?.(model) !== false)
  );
}

/**
 * What of a request a dialect cannot say; empty when all of it can be carried.
 * @param model its name at the endpoint: what Converse can say of thinking depends on whose it is.
 */
export function uncarried(conversation: Conversation, dialect: ConversationDialect, model: string): string[] {
  const missing = [...featuresOf(conversation)].filter((feature) => !carries(feature, dialect, model));
  return [...new Set([...missing, ...refusedByModel(conversation, dialect, model), ...conversation.unknown])];
}

/** What a dialect can say and one of its models refuses, where an answer without it would be another one than was asked for. */
function refusedByModel(conversation: Conversation, dialect: ConversationDialect, model: string): Feature[] {
  const { settings } = conversation;
  switch (dialect) {
    case "anthropic-messages":
    case "bedrock-converse":
      return forcesTool(conversation) && !canBeForced(model) ? ["tool_choice"] : [];
    case "openai-chat": {
      const known = openAiModel(model);
      const asked = { stop: settings.stop.length > 0, logprobs: settings.logprobs !== null };
      return known === null ? [] : refusedDemands(known, asked, settings.reasoning);
    }
    default:
      return [];
  }
}
