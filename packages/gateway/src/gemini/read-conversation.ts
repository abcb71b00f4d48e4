import type {
  AnswerFormat,
  Conversation,
  Part,
  PictureWish,
  ReasoningWish,
  ToolChoice,
} from "../conversation/conversation.ts";
import { ConversationDraft, GATEWAY_MEMBERS, NO_SETTINGS } from "../conversation/conversation-draft.ts";
import { isEffort } from "../conversation/reasoning-budget.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn, textsIn } from "../json-fields.ts";

const KNOWN: ReadonlySet<string> = new Set([
  ...GATEWAY_MEMBERS,
  "contents",
  "systemInstruction",
  "system_instruction",
  "tools",
  "toolConfig",
  "tool_config",
  "generationConfig",
  "generation_config",
]);

const KNOWN_SETTINGS: ReadonlySet<string> = new Set([
  "temperature",
  "topP",
  "topK",
  "stopSequences",
  "seed",
  "frequencyPenalty",
  "presencePenalty",
  "candidateCount",
  "maxOutputTokens",
  "responseMimeType",
  "responseSchema",
  "responseJsonSchema",
  "thinkingConfig",
  "responseLogprobs",
  "responseModalities",
  "imageConfig",
  "logprobs",
]);

/** Reads a request of generateContent. Source: https://ai.google.dev/api/generate-content */
export function readGeminiConversation(body: JsonObject): Conversation {
  const draft = new ConversationDraft();
  draft.unknownMembers(body, KNOWN);
  const given = objectIn(body.generationConfig ?? body.generation_config);
  draft.unknownMembers(given, KNOWN_SETTINGS, "generationConfig.");
  const calls = new CallIds();
  const system = body.systemInstruction ?? body.system_instruction;
  if (typeof system === "string") draft.system.push({ kind: "text", text: system });
  for (const part of objectsIn(objectIn(system).parts)) push(draft.system, readPart(part, calls), draft);
  objectsIn(body.contents).forEach((content) => {
    const parts: Part[] = [];
    for (const part of objectsIn(content.parts)) push(parts, readPart(part, calls), draft);
    draft.add(content.role === "model" ? "assistant" : "user", parts);
  });
  for (const tool of objectsIn(body.tools)) readTools(tool, draft);
  draft.toolChoice = readToolChoice(objectIn(body.toolConfig ?? body.tool_config));
  draft.settings = {
    ...NO_SETTINGS,
    temperature: numberIn(given.temperature),
    topP: numberIn(given.topP),
    topK: countIn(given.topK),
    stop: textsIn(given.stopSequences),
    seed: numberIn(given.seed),
    frequencyPenalty: numberIn(given.frequencyPenalty),
    presencePenalty: numberIn(given.presencePenalty),
    choices: countIn(given.candidateCount) ?? 1,
    logprobs: given.responseLogprobs === true ? (countIn(given.logprobs) ?? 0) : null,
    format: readFormat(given),
    reasoning: readThinking(given.thinkingConfig),
    pictures: readPictures(given, draft),
  };
  return draft.finish();
}

/** Gemini matches results to calls by name and order; everyone else by id. */
class CallIds {
  #made = 0;
  readonly #open = new Map<string, string[]>();

  call(name: string, given: string | null): string {
    this.#made += 1;
    const id = given ?? `call_${this.#made}_${name}`;
    this.#open.set(name, [...(this.#open.get(name) ?? []), id]);
    return id;
  }

  answer(name: string, given: string | null): string {
    const waiting = this.#open.get(name) ?? [];
    const id = given ?? waiting[0] ?? `call_${name}`;
    this.#open.set(
      name,
      waiting.filter((one) => one !== id),
    );
    return id;
  }
}

function push(parts: Part[], part: Part | string, draft: ConversationDraft): void {
  if (typeof part === "string") draft.unknown(part);
  else parts.push(part);
}

/** @returns the name of what it is when a conversation has no such part. */
function readPart(part: JsonObject, calls: CallIds): Part | string {
  const text = textIn(part.text);
  const signature = textIn(part.thoughtSignature);
  if (text !== null) return part.thought === true ? { kind: "reasoning", text, signature } : { kind: "text", text };
  const inline = objectIn(part.inlineData ?? part.inline_data);
  if (textIn(inline.data) !== null)
    return mediaPart(textIn(inline.mimeType ?? inline.mime_type) ?? "", textIn(inline.data) ?? "");
  const linked = linkedPart(objectIn(part.fileData ?? part.file_data));
  if (linked !== null) return linked;
  const call = objectIn(part.functionCall);
  const name = textIn(call.name);
  if (name !== null) {
    const id = calls.call(name, textIn(call.id));
    return { kind: "tool_call", id, name, arguments: JSON.stringify(objectIn(call.args)), signature };
  }
  const answer = objectIn(part.functionResponse);
  const answered = textIn(answer.name);
  if (answered === null) return `parts of kind ${Object.keys(part).join(", ")}`;
  const value = objectIn(answer.response);
  const shown = typeof value.result === "string" ? value.result : (textIn(value.output) ?? JSON.stringify(value));
  const callId = calls.answer(answered, textIn(answer.id));
  return { kind: "tool_result", callId, parts: [{ kind: "text", text: shown }], isError: value.error !== undefined };
}

function mediaPart(mediaType: string, base64: string): Part {
  if (mediaType.startsWith("image/"))
    return { kind: "image", source: { kind: "inline", mediaType, base64 }, detail: null };
  if (mediaType.startsWith("audio/")) return { kind: "audio", format: mediaType.slice(6), base64 };
  return { kind: "file", source: { kind: "inline", mediaType, base64 }, name: null };
}

/** A file somewhere on the web. One that Google keeps under an account (`gs:`, or its own address) nobody else could fetch. */
function linkedPart({ fileUri, file_uri, mimeType, mime_type }: JsonObject): Part | null {
  const url = textIn(fileUri ?? file_uri);
  if (url === null || !/^https?:/i.test(url) || GOOGLES_OWN.test(url)) return null;
  const source = { kind: "url", url } as const;
  const isImage = textIn(mimeType ?? mime_type)?.startsWith("image/") === true;
  return isImage ? { kind: "image", source, detail: null } : { kind: "file", source, name: null };
}

const GOOGLES_OWN = /^https?:\/\/(?:generativelanguage\.googleapis\.com|(?:www\.)?youtube\.com|youtu\.be)\//i;

function readTools(tool: JsonObject, draft: ConversationDraft): void {
  const { functionDeclarations, function_declarations, ...others } = tool;
  for (const name of Object.keys(others)) draft.unknown(`tools.${name}`);
  for (const declared of objectsIn(functionDeclarations ?? function_declarations))
    draft.tools.push({
      name: textIn(declared.name) ?? "",
      description: textIn(declared.description),
      parameters: jsonSchema(declared.parametersJsonSchema ?? declared.parameters ?? { type: "object" }),
      strict: null,
    });
}

/** Google writes the types of its schemas in capitals. */
function jsonSchema(schema: unknown): Record<string, unknown> {
  const entries = Object.entries(objectIn(schema)).map(([name, value]) => {
    if (name === "type" && typeof value === "string") return [name, value.toLowerCase()];
    if (name === "items") return [name, jsonSchema(value)];
    if (name === "anyOf") return [name, objectsIn(value).map(jsonSchema)];
    if (name !== "properties") return [name, value];
    const properties = Object.entries(objectIn(value)).map(([key, inner]) => [key, jsonSchema(inner)]);
    return [name, Object.fromEntries(properties)];
  });
  return Object.fromEntries(entries);
}

function readToolChoice(config: JsonObject): ToolChoice | null {
  const { mode, allowedFunctionNames } = objectIn(config.functionCallingConfig ?? config.function_calling_config);
  const names = textsIn(allowedFunctionNames);
  if (mode === "ANY") return names.length === 1 ? { kind: "tool", name: names[0] ?? "" } : { kind: "required" };
  if (mode === "NONE") return { kind: "none" };
  return mode === "AUTO" ? { kind: "auto" } : null;
}

function readPictures({ responseModalities, imageConfig }: JsonObject, draft: ConversationDraft): PictureWish | null {
  const asked = textsIn(responseModalities).map((modality) => modality.toUpperCase());
  const others = asked.filter((modality) => modality !== "TEXT" && modality !== "IMAGE");
  if (others.length > 0) draft.unknown(`generationConfig.responseModalities ${others.join(", ")}`);
  if (!asked.includes("IMAGE")) return null;
  const { aspectRatio, imageSize } = objectIn(imageConfig);
  return { words: asked.includes("TEXT"), aspectRatio: textIn(aspectRatio), size: textIn(imageSize) };
}

function readFormat(given: JsonObject): AnswerFormat | null {
  const schema = given.responseJsonSchema ?? given.responseSchema;
  if (schema !== undefined) return { kind: "schema", name: "answer", schema: jsonSchema(schema), strict: null };
  return given.responseMimeType === "application/json" ? { kind: "json" } : null;
}

function readThinking(config: unknown): ReasoningWish | null {
  if (config === undefined || config === null) return null;
  const { thinkingBudget, thinkingLevel, includeThoughts } = objectIn(config);
  const level = textIn(thinkingLevel)?.toLowerCase();
  const budgetTokens = countIn(thinkingBudget);
  const effort = isEffort(level) ? level : budgetTokens === 0 ? "none" : null;
  return { effort, budgetTokens, shown: includeThoughts === true };
}
