import type { Part } from "./conversation/conversation.ts";
import { isRecord } from "./is-record.ts";
import type { JsonMember } from "./json-members.ts";

/** Least and most input tokens an image is held for. */
const IMAGE_TOKENS = { least: 4_096, most: 32_768 } as const;
/** Of an image given by address, whose size is not known. */
const LINKED_IMAGE_TOKENS = 8_192;
/** Of a file given by address: some thirty pages. */
const LINKED_FILE_TOKENS = 65_536;
/** Audio is metered at up to 32 tokens a second; speech codecs go down to 8 kbit/s, 1,333 base64 characters a second. */
const AUDIO_CHARACTERS_PER_TOKEN = 32;

/**
 * An upper bound of the input tokens of a request. For text it is sound: tokenizers of these models work on bytes, so a token takes at
 * least one byte; JSON never writes a text with fewer bytes than UTF-8; and each message's braces, role and quotes are longer than the
 * few tokens a chat template adds. Base64 of images and audio would count by the megabyte that way, so those are taken out and held
 * for by what vendors charge for media of that size. That part is sane rather than sound; what exceeds the hold is still posted.
 */
export function inputTokensBound(bodyBytes: number, body: Readonly<Record<string, unknown>>): number {
  let bound = bodyBytes;
  if (!Array.isArray(body.messages)) return bound;
  for (const message of body.messages) {
    if (!isRecord(message) || !Array.isArray(message.content)) continue;
    for (const part of message.content) bound += mediaCorrection(part);
  }
  return Math.max(1, bound);
}

/** Members that say how to answer or what it may cost: no endpoint counts them, and a call often has one more of them than its quote had. */
const BESIDE_INPUT: ReadonlySet<string> = new Set([
  "max_surcharge",
  "stream",
  "stream_options",
  "usage",
  "max_tokens",
  "max_completion_tokens",
  "max_output_tokens",
]);

/** Bytes of a body that can be part of an input: all but those of members that never are. */
export function inputBytes(bodyBytes: number, members: readonly JsonMember[]): number {
  let bytes = bodyBytes;
  members.forEach(({ key, keyStart, valueEnd }, index) => {
    if (!BESIDE_INPUT.has(key)) return;
    // The comma, and the space around it, is the one before the member; the first has it behind.
    const before = members[index - 1];
    bytes -= before ? valueEnd - before.valueEnd : (members[1]?.keyStart ?? valueEnd) - keyStart;
  });
  return bytes;
}

/** How many tokens more (or fewer) than its bytes a content part is held for. */
function mediaCorrection(part: unknown): number {
  if (!isRecord(part)) return 0;
  if (part.type === "image_url") return imageCorrection(part.image_url);
  if (part.type === "file" && isRecord(part.file)) return isAddress(part.file.file_data) ? LINKED_FILE_TOKENS : 0;
  if (part.type === "input_audio" && isRecord(part.input_audio) && typeof part.input_audio.data === "string") {
    const { length } = part.input_audio.data;
    return Math.ceil(length / AUDIO_CHARACTERS_PER_TOKEN) - length;
  }
  return 0;
}

function isAddress(data: unknown): boolean {
  return typeof data === "string" && /^https?:/i.test(data);
}

function imageCorrection(image: unknown): number {
  const url = isRecord(image) ? image.url : image;
  if (typeof url !== "string") return LINKED_IMAGE_TOKENS;
  if (!url.startsWith("data:")) return LINKED_IMAGE_TOKENS;
  return Math.min(IMAGE_TOKENS.most, Math.max(IMAGE_TOKENS.least, url.length)) - url.length;
}

/** How many tokens more (or fewer) than its bytes a part of a conversation is held for. */
export function inlineMediaCorrection(part: Part): number {
  if (part.kind === "image")
    return imageCorrection({ url: part.source.kind === "url" ? part.source.url : `data:${part.source.base64}` });
  if (part.kind === "file") return part.source.kind === "url" ? LINKED_FILE_TOKENS : 0;
  if (part.kind !== "audio") return 0;
  return Math.ceil(part.base64.length / AUDIO_CHARACTERS_PER_TOKEN) - part.base64.length;
}
