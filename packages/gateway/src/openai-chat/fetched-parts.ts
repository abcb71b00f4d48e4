import type { MediaSource } from "../conversation/conversation.ts";
import type { FetchedMedias } from "../conversation/linked-media.ts";
import { mediaUrl } from "../conversation/media.ts";
import { isRecord } from "../is-record.ts";
import type { JsonObject } from "../json-fields.ts";

/** The body of a chat completion with data URLs in place of the addresses that were fetched; all else as it was. */
export function withFetchedParts(body: JsonObject, medias: FetchedMedias): JsonObject {
  if (!Array.isArray(body.messages)) return body;
  const messages = body.messages.map((message: unknown) =>
    isRecord(message) && Array.isArray(message.content)
      ? { ...message, content: message.content.map((part: unknown) => fillPart(part, medias)) }
      : message,
  );
  return { ...body, messages };
}

function fillPart(part: unknown, medias: FetchedMedias): unknown {
  if (!isRecord(part)) return part;
  if (part.type === "image_url") {
    const image = isRecord(part.image_url) ? part.image_url : { url: part.image_url };
    const media = mediaAt(image.url, medias);
    return media === undefined ? part : { ...part, image_url: { ...image, url: mediaUrl(media) } };
  }
  if (part.type === "file" && isRecord(part.file)) {
    const media = mediaAt(part.file.file_data, medias);
    return media === undefined ? part : { ...part, file: { ...part.file, file_data: mediaUrl(media) } };
  }
  return part;
}

function mediaAt(address: unknown, medias: FetchedMedias): MediaSource | undefined {
  const media = typeof address === "string" ? medias.get(address) : undefined;
  return media && { kind: "inline", ...media };
}
