import type { AnswerFormat, Conversation, Part, ReasoningWish, ToolChoice } from "../conversation/conversation.ts";
import { ConversationDraft, GATEWAY_MEMBERS, NO_SETTINGS } from "../conversation/conversation-draft.ts";
import { isEffort } from "../conversation/reasoning-budget.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn, textsIn } from "../json-fields.ts";

/** What Anthropic does with a context that grows, as agents ask for in every request. */
const HINTS = ["context_management"] as const;

const KNOWN: ReadonlySet<string> = new Set([
  ...GATEWAY_MEMBERS,
  ...HINTS,
  "messages",
  "system",
  "max_tokens",
  "stop_sequences",
  "temperature",
  "top_k",
  "top_p",
  "tools",
  "tool_choice",
  "thinking",
  "output_config",
  "output_format",
  "cache_control",
]);

/** Reads a request of the messages API. Source: https://docs.anthropic.com/en/api/messages */
export function readAnthropicConversation(body: JsonObject): Conversation {
  const draft = new ConversationDraft();
  draft.unknownMembers(body, KNOWN);
  draft.hintsIn(body, HINTS);
  draft.system.push(...readContent(body.system, draft, "system"));
  objectsIn(body.messages).forEach((message, index) => {
    const parts = readContent(message.content, draft, `messages[${index}]`);
    if (message.role === "system") draft.system.push(...parts);
    else draft.add(message.role === "assistant" ? "assistant" : "user", parts);
  });
  draft.cacheSoFar(cacheOf(body));
  for (const tool of objectsIn(body.tools)) {
    if (tool.type !== undefined && tool.type !== "custom") draft.unknown(`tools of type ${String(tool.type)}`);
    else
      draft.tools.push({
        name: textIn(tool.name) ?? "",
        description: textIn(tool.description),
        parameters: objectIn(tool.input_schema),
        strict: typeof tool.strict === "boolean" ? tool.strict : null,
        cache: cacheOf(tool),
      });
  }
  draft.toolChoice = readToolChoice(objectIn(body.tool_choice));
  const { disable_parallel_tool_use: alone } = objectIn(body.tool_choice);
  draft.settings = {
    ...NO_SETTINGS,
    temperature: numberIn(body.temperature),
    topP: numberIn(body.top_p),
    topK: countIn(body.top_k),
    stop: textsIn(body.stop_sequences),
    format: readFormat(objectIn(objectIn(body.output_config).format ?? body.output_format)),
    reasoning: readThinking(objectIn(body.thinking), objectIn(body.output_config).effort),
    parallelTools: typeof alone === "boolean" ? !alone : null,
    user: textIn(objectIn(body.metadata).user_id),
  };
  return draft.finish();
}

function readContent(content: unknown, draft: ConversationDraft, path: string): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ kind: "text", text: content }];
  const parts: Part[] = [];
  for (const block of objectsIn(content)) {
    const part = readBlock(block, draft, path);
    if (part) parts.push(part);
    else draft.unknown(`${path} content of type ${String(block.type)}`);
  }
  return parts;
}

function readBlock(block: JsonObject, draft: ConversationDraft, path: string): Part | null {
  const cache = cacheOf(block);
  switch (block.type) {
    case "text":
      return { kind: "text", text: textIn(block.text) ?? "", cache };
    case "image":
      return mediaPart("image", block);
    case "document":
      return mediaPart("file", block);
    case "tool_use":
      return {
        kind: "tool_call",
        id: textIn(block.id) ?? "",
        name: textIn(block.name) ?? "",
        arguments: JSON.stringify(objectIn(block.input)),
        signature: null,
        cache,
      };
    case "tool_result": {
      const parts = readContent(block.content, draft, path);
      const callId = textIn(block.tool_use_id) ?? "";
      return { kind: "tool_result", callId, parts, isError: block.is_error === true, cache };
    }
    case "thinking":
      return { kind: "reasoning", text: textIn(block.thinking) ?? "", signature: textIn(block.signature) };
    case "redacted_thinking":
      return { kind: "redacted_reasoning", data: textIn(block.data) ?? "" };
    default:
      return null;
  }
}

function mediaPart(kind: "image" | "file", block: JsonObject): Part | null {
  const { type, media_type, data, url } = objectIn(block.source);
  const cache = cacheOf(block);
  const name = textIn(block.title);
  const base64 =
    type === "text" && textIn(data) !== null ? Buffer.from(textIn(data) ?? "").toString("base64") : textIn(data);
  if (type === "url" && textIn(url) !== null) {
    const source = { kind: "url" as const, url: textIn(url) ?? "" };
    return kind === "image" ? { kind, source, detail: null, cache } : { kind, source, name, cache };
  }
  if (base64 === null || (type !== "base64" && type !== "text")) return null;
  const source = { kind: "inline" as const, mediaType: textIn(media_type) ?? "application/octet-stream", base64 };
  return kind === "image" ? { kind, source, detail: null, cache } : { kind, source, name, cache };
}

function cacheOf(block: JsonObject): "5m" | "1h" | null {
  if (block.cache_control === undefined || block.cache_control === null) return null;
  return objectIn(block.cache_control).ttl === "1h" ? "1h" : "5m";
}

function readToolChoice(choice: JsonObject): ToolChoice | null {
  switch (choice.type) {
    case "auto":
    case "none":
      return { kind: choice.type };
    case "any":
      return { kind: "required" };
    case "tool":
      return { kind: "tool", name: textIn(choice.name) ?? "" };
    default:
      return null;
  }
}

function readFormat(format: JsonObject): AnswerFormat | null {
  if (format.type !== "json_schema") return null;
  return { kind: "schema", name: "answer", schema: objectIn(format.schema), strict: true };
}

function readThinking(thinking: JsonObject, effort: unknown): ReasoningWish | null {
  const named = isEffort(effort) ? effort : effort === "max" ? "xhigh" : null;
  if (thinking.type === "disabled") return { effort: "none", budgetTokens: null, shown: false };
  if (thinking.type === "enabled" || thinking.type === "adaptive")
    return { effort: named, budgetTokens: countIn(thinking.budget_tokens), shown: thinking.display !== "omitted" };
  return named === null ? null : { effort: named, budgetTokens: null, shown: false };
}
