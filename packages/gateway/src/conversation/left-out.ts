import { structuresOnBedrock } from "../bedrock/abilities.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import type { Conversation, Part, Turn } from "./conversation.ts";
import { fitToModel, type ModelNeeds } from "./fit-to-model.ts";
import { isForeignThinking } from "./signed-thinking.ts";

type Dialects = ReadonlySet<ConversationDialect>;

/** Dialects that take hints about what to cache. */
const CACHE_HINTS: Dialects = new Set(["anthropic-messages", "bedrock-converse"]);
/** Dialects that can be told to call tools one at a time. */
export const ONE_TOOL_AT_A_TIME: Dialects = new Set(["openai-chat", "openai-responses", "anthropic-messages"]);
/** Dialects that can be told to keep to a tool's schema. */
const STRICT_TOOLS: Dialects = new Set(["openai-chat", "openai-responses", "anthropic-messages"]);
/** Dialects that can be told how closely to look at a picture. */
const PICTURE_DETAIL: Dialects = new Set(["openai-chat", "openai-responses"]);
/** Dialects that can be told how long-winded to be. */
export const VERBOSITY: Dialects = new Set(["openai-chat", "openai-responses"]);
/** Dialects that mark a tool's result as failed; elsewhere the result's own words say it. */
const FAILED_RESULTS: Dialects = new Set(["anthropic-messages", "bedrock-converse", "gemini-generate"]);
/** Dialects that take back thinking they signed, and thinking they sealed. */
const SIGNED_THINKING: Dialects = new Set(["anthropic-messages", "bedrock-converse", "gemini-generate"]);
const SEALED_THINKING: Dialects = new Set(["anthropic-messages", "bedrock-converse", "openai-responses"]);

/** Dialects in which an answer can have pictures, so that those of earlier turns can be given back. */
const OWN_PICTURES: Dialects = new Set(["openai-chat", "gemini-generate"]);

/** The conversation without pictures that an answer had, for dialects in which answers have none. */
export function withoutOwnPictures(conversation: Conversation, dialect: ConversationDialect): Conversation {
  if (OWN_PICTURES.has(dialect) || !conversation.turns.some(hasOwnPicture)) return conversation;
  const turns = conversation.turns.map((turn) =>
    hasOwnPicture(turn) ? { ...turn, parts: turn.parts.filter(({ kind }) => kind !== "image") } : turn,
  );
  return { ...conversation, turns };
}

function hasOwnPicture({ role, parts }: Turn): boolean {
  return role === "assistant" && parts.some(({ kind }) => kind === "image");
}

/**
 * What a dialect leaves out although the answer may be had without it: hints about caching, which change the price and not the answer, the
 * thinking of earlier turns, and wishes that it, or the model that is asked, has no word for. Callers are told in a header.
 */
export function leftOut(conversation: Conversation, dialect: ConversationDialect, needs: ModelNeeds): string[] {
  const { model } = needs;
  const { tools, settings } = conversation;
  const parts = [...conversation.system, ...conversation.turns.flatMap((turn) => turn.parts)];
  const lost: readonly (readonly [name: string, isLost: boolean])[] = [
    ["cache_control", !CACHE_HINTS.has(dialect) && [...parts, ...tools].some(({ cache }) => cache)],
    ["earlier_reasoning", parts.some((part) => isThinkingLost(part, dialect))],
    ["earlier_pictures", !OWN_PICTURES.has(dialect) && conversation.turns.some(hasOwnPicture)],
    ["parallel_tool_calls", !ONE_TOOL_AT_A_TIME.has(dialect) && tools.length > 0 && settings.parallelTools === false],
    ["strict", !keepsStrictly(dialect, model) && tools.some(({ strict }) => strict === true)],
    ["detail", !PICTURE_DETAIL.has(dialect) && parts.some(hasDetail)],
    ["verbosity", !VERBOSITY.has(dialect) && settings.verbosity !== null],
    ["is_error", !FAILED_RESULTS.has(dialect) && parts.some((part) => part.kind === "tool_result" && part.isError)],
  ];
  const named = lost.flatMap(([name, isLost]) => (isLost ? [name] : []));
  return [...named, ...fitToModel(conversation, dialect, needs).leftOut, ...(conversation.hints ?? [])];
}

function keepsStrictly(dialect: ConversationDialect, model: string): boolean {
  return STRICT_TOOLS.has(dialect) || (dialect === "bedrock-converse" && structuresOnBedrock(model));
}

function isThinkingLost(part: Part, dialect: ConversationDialect): boolean {
  if (isForeignThinking(part, dialect)) return true;
  if (part.kind === "redacted_reasoning") return !SEALED_THINKING.has(dialect);
  return part.kind === "reasoning" && (part.signature === null || !SIGNED_THINKING.has(dialect));
}

function hasDetail(part: Part): boolean {
  return part.kind === "image" && part.detail !== null && part.detail !== "auto";
}
