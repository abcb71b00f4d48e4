import { writeAnthropicRequest } from "./anthropic/write-request.ts";
import { writeBedrockRequest } from "./bedrock/write-request.ts";
import { writeCohereRequest } from "./cohere/write-request.ts";
import type { Conversation } from "./conversation/conversation.ts";
import { fitToModel } from "./conversation/fit-to-model.ts";
import { withoutOwnPictures } from "./conversation/left-out.ts";
import type { RequestNeeds } from "./conversation/request-needs.ts";
import { withOwnThinking } from "./conversation/signed-thinking.ts";
import type { DialectQuirks } from "./dialect-quirks.ts";
import { writeGeminiRequest } from "./gemini/write-request.ts";
import { writeOllamaRequest } from "./ollama/write-request.ts";
import { writeChatRequest } from "./openai-chat/write-request.ts";
import { writeResponsesRequest } from "./openai-responses/write-request.ts";

function shownTo(asked: Conversation, dialect: DialectQuirks["name"]): Conversation {
  return withoutOwnPictures(withOwnThinking(asked, dialect), dialect);
}

/** Writes a conversation in the dialect of an endpoint. */
export function writeUpstream(
  asked: Conversation,
  needs: RequestNeeds,
  quirks: DialectQuirks,
): Record<string, unknown> {
  const { conversation } = fitToModel(shownTo(asked, quirks.name), quirks.name, needs);
  switch (quirks.name) {
    case "openai-chat":
      return writeChatRequest(conversation, needs, quirks);
    case "openai-responses":
      return writeResponsesRequest(conversation, needs);
    case "anthropic-messages":
      return writeAnthropicRequest(conversation, needs);
    case "gemini-generate":
      return writeGeminiRequest(conversation, needs);
    case "bedrock-converse":
      return writeBedrockRequest(conversation, needs);
    case "cohere-chat":
      return writeCohereRequest(conversation, needs);
    case "ollama-chat":
      return writeOllamaRequest(conversation, needs);
  }
}
