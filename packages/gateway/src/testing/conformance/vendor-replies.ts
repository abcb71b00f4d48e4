import type { ConversationDialect } from "../../reply-formats.ts";
import { anthropicReplies, geminiReplies } from "./anthropic-gemini-replies.ts";
import { bedrockReplies, cohereReplies, ollamaReplies } from "./bedrock-cohere-ollama-replies.ts";
import { chatReplies, responsesReplies } from "./openai-replies.ts";
import type { VendorReplies } from "./vendor-reply.ts";

export const VENDOR_REPLIES: Readonly<Record<ConversationDialect, VendorReplies>> = {
  "openai-chat": chatReplies,
  "openai-responses": responsesReplies,
  "anthropic-messages": anthropicReplies,
  "gemini-generate": geminiReplies,
  "bedrock-converse": bedrockReplies,
  "cohere-chat": cohereReplies,
  "ollama-chat": ollamaReplies,
};
