import { isRecord } from "./is-record.ts";
import { toByteText } from "./json-members.ts";

/**
 * Looks for generated content in the bytes of a chunk or reply without parsing them. Inside a JSON string every quote is escaped, so a
 * pattern such as `"content":"` can only match where a member of that name begins.
 */
const TEXT_KEYS = ["content", "reasoning_content", "reasoning", "refusal", "arguments"] as const;

interface Needles {
  /** Up to and including the value's opening quote. */
  readonly texts: readonly string[];
  readonly toolCalls: string;
  readonly functionCall: string;
  readonly audio: string;
  readonly finishReason: string;
}

function needles(space: string): Needles {
  return {
    texts: TEXT_KEYS.map((key) => `"${key}":${space}"`),
    toolCalls: `"tool_calls":${space}[{`,
    functionCall: `"function_call":${space}{`,
    audio: `"audio":${space}{`,
    finishReason: `"finish_reason":${space}"`,
  };
}

const COMPACT = needles("");
const SPACED = needles(" ");

/** What a piece of a reply carries. `text` is the generated text, JSON-escaped, one character per byte. */
export interface Carried {
  readonly content: boolean;
  readonly text: string;
  readonly finishReason: string | null;
  readonly pictures: number;
}

/** @param spaced whether the writer puts a space after colons, as Python's `json.dumps` does. */
export function scanCarried(bytes: string, spaced: boolean): Carried {
  const wanted = spaced ? SPACED : COMPACT;
  let text = "";
  for (const needle of wanted.texts) {
    const piece = textsAfter(bytes, needle);
    if (piece === "") continue;
    text += piece;
    break;
  }
  const content =
    text !== "" ||
    bytes.includes(wanted.toolCalls) ||
    bytes.includes(wanted.functionCall) ||
    bytes.includes(wanted.audio);
  return { content, text, finishReason: finishReasonIn(bytes, wanted.finishReason), pictures: 0 };
}

/** The same from parsed choices, for replies whose spacing the patterns do not expect. */
export function readCarried(choices: unknown): Carried {
  let text = "";
  let content = false;
  let pictures = 0;
  let finishReason: string | null = null;
  for (const choice of Array.isArray(choices) ? choices : []) {
    if (!isRecord(choice)) continue;
    if (typeof choice.finish_reason === "string") finishReason = choice.finish_reason;
    const delta = choice.delta ?? choice.message;
    if (!isRecord(delta)) continue;
    for (const key of TEXT_KEYS) {
      const piece = delta[key];
      if (typeof piece === "string") text += escaped(piece);
    }
    text += partsText(delta.content) + toolText(delta.tool_calls);
    content ||= (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) || isRecord(delta.function_call);
    content ||= isRecord(delta.audio);
    if (Array.isArray(delta.images)) pictures += delta.images.length;
  }
  return { content: content || text !== "" || pictures > 0, text, finishReason, pictures };
}

/** Content in parts, as Mistral writes thinking. */
function partsText(parts: unknown): string {
  let text = "";
  for (const part of Array.isArray(parts) ? parts : []) {
    if (!isRecord(part)) continue;
    if (typeof part.text === "string") text += escaped(part.text);
    if (Array.isArray(part.thinking)) text += partsText(part.thinking);
  }
  return text;
}

/** Whether a chunk has content in parts or pictures, which only parsing can read. */
export function hasContentParts(bytes: string): boolean {
  return bytes.includes('"content":[') || bytes.includes('"content": [') || hasPictures(bytes);
}

export function hasPictures(bytes: string): boolean {
  return bytes.includes('"images":[{') || bytes.includes('"images": [{');
}

function escaped(text: string): string {
  return toByteText(JSON.stringify(text).slice(1, -1));
}

function toolText(calls: unknown): string {
  let text = "";
  for (const call of Array.isArray(calls) ? calls : []) {
    if (!isRecord(call) || !isRecord(call.function)) continue;
    const { arguments: piece } = call.function;
    if (typeof piece === "string") text += escaped(piece);
  }
  return text;
}

function textsAfter(bytes: string, needle: string): string {
  let text = "";
  let at = bytes.indexOf(needle);
  while (at >= 0) {
    const start = at + needle.length;
    const end = closingQuote(bytes, start);
    text += bytes.slice(start, end);
    at = bytes.indexOf(needle, end);
  }
  return text;
}

function finishReasonIn(bytes: string, needle: string): string | null {
  const at = bytes.indexOf(needle);
  if (at < 0) return null;
  const start = at + needle.length;
  return bytes.slice(start, closingQuote(bytes, start));
}

function closingQuote(bytes: string, start: number): number {
  let quote = bytes.indexOf('"', start);
  while (quote >= 0) {
    let slashes = 0;
    while (quote - 1 - slashes >= start && bytes.charCodeAt(quote - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return quote;
    quote = bytes.indexOf('"', quote + 1);
  }
  return bytes.length;
}
