import { thinksOnBedrock } from "../bedrock/reasoning.ts";
import type { DialectQuirks } from "../dialect-quirks.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import type { Conversation, Part } from "./conversation.ts";

/** What a request can need of a dialect beyond text. */
export type Feature =
  | "images"
  | "image_addresses"
  | "files"
  | "file_addresses"
  | "audio_input"
  | "tools"
  | "tool_choice"
  | "structured_output"
  | "json_mode"
  | "several_answers"
  | "logprobs"
  | "seed"
  | "penalties"
  | "top_k"
  | "stop"
  | "reasoning";

/** What each dialect can say; the conformance table of the docs shows it proven. */
const CARRIES: Readonly<Record<ConversationDialect, ReadonlySet<Feature>>> = {
  "openai-chat": new Set([
    "images",
    "image_addresses",
    "files",
    "audio_input",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "several_answers",
    "logprobs",
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
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
    "several_answers",
    "seed",
    "penalties",
    "top_k",
    "stop",
    "reasoning",
  ]),
  "bedrock-converse": new Set(["images", "files", "tools", "tool_choice", "stop", "reasoning"]),
  "cohere-chat": new Set([
    "images",
    "image_addresses",
    "tools",
    "tool_choice",
    "structured_output",
    "json_mode",
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
    "seed",
    "penalties",
    "top_k",
    "stop",
    "reasoning",
  ]),
};

export function featuresOf(conversation: Conversation): Set<Feature> {
  const { settings, tools, toolChoice, turns, system } = conversation;
  const features = new Set<Feature>();
  if (tools.length > 0) features.add("tools");
  if (toolChoice?.kind === "required" || toolChoice?.kind === "tool") features.add("tool_choice");
  if (settings.format) features.add(settings.format.kind === "json" ? "json_mode" : "structured_output");
  if (settings.choices > 1) features.add("several_answers");
  if (settings.logprobs !== null) features.add("logprobs");
  if (settings.seed !== null) features.add("seed");
  if (settings.frequencyPenalty || settings.presencePenalty) features.add("penalties");
  if (settings.topK !== null) features.add("top_k");
  if (settings.stop.length > 0) features.add("stop");
  if (settings.reasoning !== null && settings.reasoning.effort !== "none") features.add("reasoning");
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

/**
 * What of a request a dialect cannot say; empty when all of it can be carried.
 * @param model its name at the endpoint: what Converse can say of thinking depends on whose it is.
 */
export function uncarried(conversation: Conversation, dialect: ConversationDialect, model: string): string[] {
  const canSay = (feature: Feature) =>
    (CARRIES[dialect].has(feature) || CARRIES[dialect].has(AS_BYTES[feature] ?? feature)) &&
    (feature !== "reasoning" || dialect !== "bedrock-converse" || thinksOnBedrock(model));
  const missing = [...featuresOf(conversation)].filter((feature) => !canSay(feature));
  return [...missing, ...conversation.unknown];
}
