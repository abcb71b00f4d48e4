import { anthropicMessages } from "./anthropic-messages.ts";
import { bedrockConverse } from "./bedrock-converse.ts";
import { cohereChat } from "./cohere-chat.ts";
import type { Address, Dialect } from "./dialect.ts";
import { geminiGenerate } from "./gemini-generate.ts";
import { ollamaChat } from "./ollama-chat.ts";
import { openAiChat } from "./openai-chat.ts";
import { openAiResponses } from "./openai-responses.ts";

/** The one that load tests use comes first. */
export const DIALECTS: readonly Dialect[] = [
  openAiChat,
  openAiResponses,
  anthropicMessages,
  geminiGenerate,
  bedrockConverse,
  cohereChat,
  ollamaChat,
];

/** The dialect asked at an address below a provider, and what the address says; undefined when no answer is asked for there. */
export function findDialect(path: string): { dialect: Dialect; address: Address } | undefined {
  for (const dialect of DIALECTS) {
    const match = dialect.path.exec(path);
    if (match !== null) {
      return { dialect, address: dialect.address(match) };
    }
  }
  return undefined;
}
