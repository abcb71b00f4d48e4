import type { MediaSource } from "./conversation.ts";

const DATA_URL = /^data:([^;,]*)(?:;[^,]*)?;base64,/;

/** Reads an address: inline bytes of a data URL, or a place on the web. */
export function readMediaUrl(url: string): MediaSource {
  const match = DATA_URL.exec(url.slice(0, 200));
  if (!match) return { kind: "url", url };
  return { kind: "inline", mediaType: match[1] || "application/octet-stream", base64: url.slice(match[0].length) };
}

/** Reads a file: a data URL, a place on the web, or base64 without a word of what it is. */
export function readFileData(data: string): MediaSource {
  if (data.startsWith("data:") || /^https?:/i.test(data)) return readMediaUrl(data);
  const mediaType = data.startsWith(PDF_BASE64) ? "application/pdf" : "application/octet-stream";
  return { kind: "inline", mediaType, base64: data };
}

/** `%PDF-`, as far as it is the same in every file. */
const PDF_BASE64 = "JVBERi";

export function mediaUrl(source: MediaSource): string {
  return source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.base64}`;
}

/** `png` of `image/png`, as Bedrock and OpenAI name formats. */
export function mediaFormat(mediaType: string): string {
  const name = mediaType.slice(mediaType.indexOf("/") + 1);
  if (name === "jpg") return "jpeg";
  if (name === "mpeg") return "mp3";
  return name === "x-wav" ? "wav" : name;
}
