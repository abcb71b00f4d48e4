import type {
  AnswerFormat,
  Conversation,
  Part,
  PictureWish,
  ReasoningWish,
  ToolChoice,
} from "../conversation/conversation.ts";
import { ConversationDraft, GATEWAY_MEMBERS } from "../conversation/conversation-draft.ts";
import { readFileData, readMediaUrl } from "../conversation/media.ts";
import { readContent } from "../conversation/read-content.ts";
import { isEffort, readVerbosity } from "../conversation/reasoning-budget.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn, textsIn } from "../json-fields.ts";

/** A guess at the answer, which makes it faster. */
const HINTS = ["prediction"] as const;

const KNOWN: ReadonlySet<string> = new Set([
  ...GATEWAY_MEMBERS,
  ...HINTS,
  "prompt_cache_retention",
  "messages",
  "stream_options",
  "max_tokens",
  "max_completion_tokens",
  "n",
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "stop",
  "seed",
  "frequency_penalty",
  "presence_penalty",
  "repetition_penalty",
  "logprobs",
  "top_logprobs",
  "response_format",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "reasoning",
  "reasoning_effort",
  "include_reasoning",
  "verbosity",
  "user",
  "store",
  "modalities",
  "image_config",
  "safety_identifier",
]);

/**
 * Reads a chat completion request. Clients of other gateways send every sampling parameter with the value that changes nothing; such a one is not asked for.
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 */
export function readChatConversation(body: JsonObject): Conversation {
  const draft = new ConversationDraft();
  const pictures = readPictures(body);
  if (pictures === null && !isOnlyText(body.modalities)) draft.unknownIfSet("modalities", body.modalities);
  draft.unknownMembers(body.top_a === 0 ? { ...body, top_a: null } : body, KNOWN);
  draft.hintsIn(body, HINTS);
  objectsIn(body.messages).forEach((message, index) => {
    readMessage(message, draft, `messages[${index}]`);
  });
  for (const tool of objectsIn(body.tools)) {
    const made = objectIn(tool.function);
    if (tool.type !== "function") draft.unknown(`tools of type ${String(tool.type)}`);
    else
      draft.tools.push({
        name: textIn(made.name) ?? "",
        description: textIn(made.description),
        parameters: objectIn(made.parameters),
        strict: typeof made.strict === "boolean" ? made.strict : null,
        cache: cacheOf(tool),
      });
  }
  draft.toolChoice = readToolChoice(body.tool_choice, draft);
  draft.settings = {
    temperature: numberIn(body.temperature),
    topP: numberIn(body.top_p),
    topK: countIn(body.top_k) || null,
    minP: numberIn(body.min_p) || null,
    stop: textsIn(body.stop),
    seed: numberIn(body.seed),
    frequencyPenalty: numberIn(body.frequency_penalty),
    presencePenalty: numberIn(body.presence_penalty),
    repetitionPenalty: body.repetition_penalty === 1 ? null : numberIn(body.repetition_penalty),
    choices: countIn(body.n) ?? 1,
    logprobs: body.logprobs === true ? (countIn(body.top_logprobs) ?? 0) : null,
    format: readFormat(objectIn(body.response_format)),
    reasoning: readReasoning(body),
    verbosity: readVerbosity(body.verbosity),
    parallelTools: typeof body.parallel_tool_calls === "boolean" ? body.parallel_tool_calls : null,
    user: textIn(body.user),
    pictures,
  };
  return draft.finish();
}

function isOnlyText(modalities: unknown): boolean {
  return Array.isArray(modalities) && modalities.every((modality) => modality === "text");
}

/** Pictures asked for as OpenRouter's clients do. Source: https://openrouter.ai/docs/features/multimodal/image-generation */
function readPictures({ modalities, image_config }: JsonObject): PictureWish | null {
  const asked = textsIn(modalities);
  if (!asked.includes("image") || !asked.every((one) => one === "image" || one === "text")) return null;
  const { aspect_ratio, image_size } = objectIn(image_config);
  return { words: asked.includes("text"), aspectRatio: textIn(aspect_ratio), size: textIn(image_size) };
}

function readMessage(message: JsonObject, draft: ConversationDraft, path: string): void {
  switch (message.role) {
    case "system":
    case "developer":
      draft.system.push(...readContent(message.content, { readPart, draft, path }));
      return;
    case "user":
      draft.add("user", readContent(message.content, { readPart, draft, path }));
      return;
    case "tool": {
      const parts = readContent(message.content, { readPart, draft, path });
      draft.add("user", [{ kind: "tool_result", callId: textIn(message.tool_call_id) ?? "", parts, isError: false }]);
      return;
    }
    case "assistant":
      draft.add("assistant", readAssistant(message, draft, path));
      return;
    default:
      draft.unknown(`${path}.role ${String(message.role)}`);
  }
}

function readAssistant(message: JsonObject, draft: ConversationDraft, path: string): Part[] {
  const parts: Part[] = [];
  for (const detail of objectsIn(message.reasoning_details)) {
    if (detail.type === "reasoning.encrypted")
      parts.push({ kind: "redacted_reasoning", data: textIn(detail.data) ?? "" });
    else if (textIn(detail.text) !== null || textIn(detail.signature) !== null)
      parts.push({ kind: "reasoning", text: textIn(detail.text) ?? "", signature: textIn(detail.signature) });
  }
  const thinking = textIn(message.reasoning_content) ?? textIn(message.reasoning);
  if (parts.length === 0 && thinking) parts.push({ kind: "reasoning", text: thinking, signature: null });
  parts.push(...readContent(message.content, { readPart, draft, path }));
  if (textIn(message.refusal)) parts.push({ kind: "text", text: textIn(message.refusal) ?? "" });
  for (const call of objectsIn(message.tool_calls)) {
    const made = objectIn(call.function);
    const google = objectIn(objectIn(call.extra_content).google);
    parts.push({
      kind: "tool_call",
      id: textIn(call.id) ?? "",
      name: textIn(made.name) ?? "",
      arguments: textIn(made.arguments) || "{}",
      signature: textIn(google.thought_signature),
    });
  }
  for (const image of objectsIn(message.images)) {
    const url = textIn(objectIn(image.image_url).url);
    if (url !== null) parts.push({ kind: "image", source: readMediaUrl(url), detail: null });
  }
  draft.unknownIfSet(`${path}.audio`, message.audio);
  draft.unknownIfSet(`${path}.function_call`, message.function_call);
  return parts;
}

function readPart(part: JsonObject): Part | null {
  const cache = cacheOf(part);
  switch (part.type) {
    case "text":
      return { kind: "text", text: textIn(part.text) ?? "", cache };
    case "refusal":
      return { kind: "text", text: textIn(part.refusal) ?? "", cache };
    case "image_url": {
      const url = textIn(part.image_url) ?? textIn(objectIn(part.image_url).url);
      const detail = textIn(objectIn(part.image_url).detail);
      return url === null ? null : { kind: "image", source: readMediaUrl(url), detail, cache };
    }
    case "file": {
      const { file_data, filename, file_id } = objectIn(part.file);
      const data = textIn(file_data);
      if (data === null || file_id !== undefined) return null;
      return { kind: "file", source: readFileData(data), name: textIn(filename), cache };
    }
    case "input_audio": {
      const { data, format } = objectIn(part.input_audio);
      return textIn(data) === null
        ? null
        : { kind: "audio", format: textIn(format) ?? "wav", base64: textIn(data) ?? "", cache };
    }
    default:
      return null;
  }
}

function cacheOf(part: JsonObject): "5m" | "1h" | null {
  if (part.cache_control === undefined || part.cache_control === null) return null;
  return objectIn(part.cache_control).ttl === "1h" ? "1h" : "5m";
}

function readToolChoice(choice: unknown, draft: ConversationDraft): ToolChoice | null {
  if (choice === undefined || choice === null) return null;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  const name = textIn(objectIn(objectIn(choice).function).name);
  if (name !== null) return { kind: "tool", name };
  draft.unknownIfSet("tool_choice", choice);
  return null;
}

function readFormat(format: JsonObject): AnswerFormat | null {
  if (format.type === "json_object") return { kind: "json" };
  if (format.type !== "json_schema") return null;
  const { name, schema, strict } = objectIn(format.json_schema);
  const isStrict = typeof strict === "boolean" ? strict : null;
  return { kind: "schema", name: textIn(name) ?? "answer", schema: objectIn(schema), strict: isStrict };
}

/** What a chat completion asks of thinking, in OpenAI's words or OpenRouter's. */
export function readReasoning(body: JsonObject): ReasoningWish | null {
  const asked = objectIn(body.reasoning);
  const effort = asked.effort ?? body.reasoning_effort;
  const budgetTokens = countIn(asked.max_tokens);
  const shown = asked.exclude !== true;
  if (isEffort(effort)) return { effort, budgetTokens, shown };
  if (asked.enabled === false) return { effort: "none", budgetTokens: null, shown };
  if (budgetTokens !== null || asked.enabled === true || body.include_reasoning === true)
    return { effort: null, budgetTokens, shown };
  return null;
}
