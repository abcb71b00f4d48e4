import type { DialectQuirks } from "./dialect-quirks.ts";
import { encodeModel } from "./encode-model.ts";
import type { ConversationDialect } from "./reply-formats.ts";

/** Version of the messages API that requests are written in. */
const ANTHROPIC_VERSION = "2023-06-01";

/** Path below an endpoint's base URL. @param model the vendor's name; it may contain slashes, colons and dots. */
export function upstreamPath(dialect: ConversationDialect, model: string, stream: boolean): string {
  switch (dialect) {
    case "openai-chat":
      return "/chat/completions";
    case "openai-responses":
      return "/responses";
    case "anthropic-messages":
      return "/messages";
    case "gemini-generate":
      return `/models/${encodeModel(model)}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`;
    case "bedrock-converse":
      return `/model/${encodeURIComponent(model)}/${stream ? "converse-stream" : "converse"}`;
    case "cohere-chat":
    case "ollama-chat":
      return "/chat";
  }
}

/** Headers that carry a credential that is the same for every call, flat. Bedrock takes an API key that way. */
export function credentialHeaders({ name, credential: way }: DialectQuirks, credential: string | null): string[] {
  const version = name === "anthropic-messages" ? ["anthropic-version", ANTHROPIC_VERSION] : [];
  if (credential === null) return version;
  if (way === "api-key") return ["api-key", credential];
  if (way === "usual" && name === "anthropic-messages") return [...version, "x-api-key", credential];
  if (way === "usual" && name === "gemini-generate") return ["x-goog-api-key", credential];
  return [...version, "authorization", `Bearer ${credential}`];
}
