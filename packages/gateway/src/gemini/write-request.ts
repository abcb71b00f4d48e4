import type {
  AnswerFormat,
  Conversation,
  Part,
  PictureWish,
  ReasoningWish,
  ToolChoice,
} from "../conversation/conversation.ts";
import { reasoningBudget } from "../conversation/reasoning-budget.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { textOf, toolNames } from "../conversation/tool-names.ts";
import { isRecord } from "../is-record.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";

/** Writes a conversation as a request of generateContent; the model stands in the address. */
export function writeGeminiRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools, system } = conversation;
  const names = toolNames(conversation);
  const contents = conversation.turns.map(({ role, parts }) => ({
    role: role === "assistant" ? "model" : "user",
    parts: excused(
      parts.map((part) => writePart(part, names)).filter((part) => part !== null),
      needs.model,
    ),
  }));
  return present({
    contents,
    systemInstruction: system.length === 0 ? null : { parts: [{ text: textOf(system) }] },
    tools: tools.length === 0 ? null : [{ functionDeclarations: tools.map(writeTool) }],
    toolConfig: conversation.toolChoice && { functionCallingConfig: writeToolChoice(conversation.toolChoice) },
    generationConfig: present({
      maxOutputTokens: needs.maxOutputTokens,
      temperature: settings.temperature,
      topP: settings.topP,
      topK: settings.topK,
      stopSequences: settings.stop.length > 0 ? settings.stop : null,
      seed: settings.seed,
      frequencyPenalty: settings.frequencyPenalty,
      presencePenalty: settings.presencePenalty,
      candidateCount: settings.choices > 1 ? settings.choices : null,
      responseLogprobs: settings.logprobs === null ? null : true,
      logprobs: settings.logprobs || null,
      ...writeFormat(settings.format),
      ...writePictures(settings.pictures),
      thinkingConfig: settings.reasoning && writeThinking(settings.reasoning, needs),
    }),
  });
}

/** Models that refuse a turn of calls none of which is signed. */
const WANTS_SIGNATURES = /gemini-(?:[3-9]|\d\d)/;
/** What Google takes in place of a signature for calls that another model made. Source: https://ai.google.dev/gemini-api/docs/thought-signatures */
const NOT_SIGNED = "skip_thought_signature_validator";

function excused(parts: Record<string, unknown>[], model: string): Record<string, unknown>[] {
  if (!WANTS_SIGNATURES.test(model)) return parts;
  const first = parts.findIndex(({ functionCall }) => functionCall !== undefined);
  const isSigned = parts.some(({ functionCall, thoughtSignature }) => functionCall && thoughtSignature);
  if (first < 0 || isSigned) return parts;
  return parts.map((part, place) => (place === first ? { ...part, thoughtSignature: NOT_SIGNED } : part));
}

function writeTool({ name, description, parameters }: Conversation["tools"][number]) {
  const schema = Object.keys(parameters).length === 0 ? null : parameters;
  return present({ name, description, parametersJsonSchema: schema });
}

function writeToolChoice(choice: ToolChoice): Record<string, unknown> {
  if (choice.kind === "tool") return { mode: "ANY", allowedFunctionNames: [choice.name] };
  return { mode: choice.kind === "required" ? "ANY" : choice.kind.toUpperCase() };
}

/** Source: https://ai.google.dev/gemini-api/docs/image-generation */
function writePictures(wish: PictureWish | null): Record<string, unknown> {
  if (wish === null) return {};
  const imageConfig = present({ aspectRatio: wish.aspectRatio, imageSize: wish.size });
  return {
    responseModalities: wish.words ? ["TEXT", "IMAGE"] : ["IMAGE"],
    ...(Object.keys(imageConfig).length > 0 && { imageConfig }),
  };
}

function writeFormat(format: AnswerFormat | null): Record<string, unknown> {
  if (format === null) return {};
  const schema = format.kind === "schema" ? { responseJsonSchema: format.schema } : {};
  return { responseMimeType: "application/json", ...schema };
}

function writeThinking(wish: ReasoningWish, needs: RequestNeeds): Record<string, unknown> {
  return { thinkingBudget: reasoningBudget(wish, needs.maxOutputTokens), includeThoughts: wish.shown };
}

function writePart(part: Part, names: ReadonlyMap<string, string>): Record<string, unknown> | null {
  switch (part.kind) {
    case "text":
      return { text: part.text };
    case "image":
    case "file":
      return part.source.kind === "url"
        ? { fileData: { fileUri: part.source.url } }
        : { inlineData: { mimeType: part.source.mediaType, data: part.source.base64 } };
    case "audio":
      return { inlineData: { mimeType: `audio/${part.format}`, data: part.base64 } };
    case "tool_call":
      return present({
        functionCall: { name: part.name, args: objectIn(parseJson(part.arguments)) },
        thoughtSignature: part.signature,
      });
    case "tool_result": {
      const text = textOf(part.parts);
      const value = parseJson(text);
      const response = part.isError ? { error: text } : isRecord(value) ? value : { result: text };
      return { functionResponse: { name: names.get(part.callId) ?? part.callId, response } };
    }
    case "reasoning":
      return part.signature === null ? null : { text: part.text, thought: true, thoughtSignature: part.signature };
    case "redacted_reasoning":
      return null;
  }
}
