import { readAnthropicConversation } from "./anthropic/read-conversation.ts";
import { writeAnthropicError } from "./anthropic/write-error.ts";
import { anthropicSurface } from "./anthropic/write-reply.ts";
import type { Conversation } from "./conversation/conversation.ts";
import type { ReplySurface } from "./conversation/reply-writer.ts";
import { unmarked } from "./conversation/signed-thinking.ts";
import { readGeminiConversation } from "./gemini/read-conversation.ts";
import { writeGeminiError } from "./gemini/write-error.ts";
import { geminiSurface } from "./gemini/write-reply.ts";
import type { JsonObject } from "./json-fields.ts";
import { readChatConversation } from "./openai-chat/read-conversation.ts";
import { chatSurface } from "./openai-chat/write-reply.ts";
import { readResponsesConversation } from "./openai-responses/read-conversation.ts";
import { responsesSurface } from "./openai-responses/write-reply.ts";

/** An API that callers may speak. Each is a dialect that endpoints may speak too. */
export interface Surface {
  readonly reply: ReplySurface;
  conversation(body: JsonObject): Conversation;
  /** The body of an error answer. @param error the OpenAI error object. */
  error(error: unknown, status: number): unknown;
}

const openAiError = (error: unknown) => ({ error });

export const SURFACES = {
  "openai-chat": { reply: chatSurface, conversation: readChatConversation, error: openAiError },
  "openai-responses": { reply: responsesSurface, conversation: readResponsesConversation, error: openAiError },
  "anthropic-messages": {
    reply: anthropicSurface,
    conversation: readAnthropicConversation,
    error: writeAnthropicError,
  },
  "gemini-generate": { reply: geminiSurface, conversation: readGeminiConversation, error: writeGeminiError },
} as const satisfies Record<string, Surface>;

export type SurfaceName = keyof typeof SURFACES;

const CONVERSATIONS = new WeakMap<JsonObject, Conversation>();

/** The conversation of a request, read once: routing asks whether it can be carried, and the attempt writes it. */
export function conversationOf(surface: SurfaceName, body: JsonObject): Conversation {
  let conversation = CONVERSATIONS.get(body);
  if (!conversation) {
    conversation = unmarked(SURFACES[surface].conversation(body), surface);
    CONVERSATIONS.set(body, conversation);
  }
  return conversation;
}
