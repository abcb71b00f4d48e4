import { AnthropicReader, readAnthropicReply } from "./anthropic/read-reply.ts";
import { BedrockReader, readBedrockReply } from "./bedrock/read-reply.ts";
import { CohereReader, readCohereReply } from "./cohere/read-reply.ts";
import type { EventReader, ReplyEvent } from "./conversation/reply-event.ts";
import { AwsEventFrames } from "./frames/aws-event-frames.ts";
import type { FrameReader } from "./frames/frame.ts";
import { LineFrames } from "./frames/line-frames.ts";
import { SseFrames } from "./frames/sse-frames.ts";
import { GeminiReader, readGeminiReply } from "./gemini/read-reply.ts";
import type { JsonObject } from "./json-fields.ts";
import { OllamaReader, readOllamaReply } from "./ollama/read-reply.ts";
import { ChatReader, readChatReply } from "./openai-chat/read-reply.ts";
import { ResponsesReader, readResponsesReply } from "./openai-responses/read-reply.ts";

/** How the replies of one dialect are read. */
export interface ReplyFormat {
  frames(): FrameReader;
  events(): EventReader;
  /** A whole reply. */
  whole(body: JsonObject): ReplyEvent[];
}

const sse = () => new SseFrames();

/** Every conversational dialect by name. */
export const REPLY_FORMATS = {
  "openai-chat": { frames: sse, events: () => new ChatReader(), whole: readChatReply },
  "openai-responses": { frames: sse, events: () => new ResponsesReader(), whole: readResponsesReply },
  "anthropic-messages": { frames: sse, events: () => new AnthropicReader(), whole: readAnthropicReply },
  "gemini-generate": { frames: sse, events: () => new GeminiReader(), whole: readGeminiReply },
  "bedrock-converse": {
    frames: () => new AwsEventFrames(),
    events: () => new BedrockReader(),
    whole: readBedrockReply,
  },
  "cohere-chat": { frames: sse, events: () => new CohereReader(), whole: readCohereReply },
  "ollama-chat": { frames: () => new LineFrames(), events: () => new OllamaReader(), whole: readOllamaReply },
} as const satisfies Record<string, ReplyFormat>;

export type ConversationDialect = keyof typeof REPLY_FORMATS;
