import { readMediaUrl } from "../conversation/media.ts";
import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { readUsage } from "../usage-units.ts";

function finishOf(reason: unknown): FinishReason | null {
  switch (reason) {
    case "stop":
    case "length":
    case "content_filter":
    case "tool_calls":
    case "error":
      return reason;
    case "function_call":
      return "tool_calls";
    case "model_length":
    case "max_tokens":
      return "length";
    default:
      return typeof reason === "string" && reason !== "" ? "stop" : null;
  }
}

/** A picture as OpenRouter's form has it; one that lies somewhere else is content that nobody here has. */
function pictureEvent(image: JsonObject, choice: number): ReplyEvent {
  const source = readMediaUrl(textIn(objectIn(image.image_url).url) ?? "");
  if (source.kind === "url") return { kind: "vendor_item", choice, name: "image" };
  return { kind: "image", choice, mediaType: source.mediaType, base64: source.base64 };
}

/**
 * Reads chat completion chunks; a whole completion is read as one chunk whose delta is the message. Vendors write thinking as
 * `reasoning_content`, `reasoning`, or as parts of the content (Mistral).
 */
export class ChatReader implements EventReader {
  /** Calls so far by choice, for vendors that send no index. */
  readonly #calls = new Map<number, number>();

  read(data: unknown): ReplyEvent[] {
    const chunk = objectIn(data);
    const events: ReplyEvent[] = [];
    if (chunk.error !== undefined && chunk.error !== null)
      return [{ kind: "error", error: readErrorObject(chunk.error) }];
    for (const choice of objectsIn(chunk.choices)) this.#choice(choice, events);
    const reported = objectIn(chunk.x_groq).usage !== undefined ? objectIn(chunk.x_groq).usage : chunk.usage;
    const usage = readUsage(chunk.usage ?? reported);
    if (usage) events.push({ kind: "usage", usage, reported: chunk.usage ?? reported });
    return events;
  }

  #choice(choice: JsonObject, events: ReplyEvent[]): void {
    const index = countIn(choice.index) ?? 0;
    const delta = objectIn(choice.delta ?? choice.message);
    const thinking = textIn(delta.reasoning_content) ?? textIn(delta.reasoning);
    if (thinking) events.push({ kind: "reasoning", choice: index, text: thinking });
    for (const detail of objectsIn(delta.reasoning_details)) {
      const signature = textIn(detail.signature);
      if (signature) events.push({ kind: "reasoning_signature", choice: index, signature });
      if (detail.type === "reasoning.encrypted")
        events.push({ kind: "redacted_reasoning", choice: index, data: textIn(detail.data) ?? "" });
    }
    this.#content(delta.content, index, events);
    for (const image of objectsIn(delta.images)) events.push(pictureEvent(image, index));
    if (textIn(delta.refusal)) events.push({ kind: "refusal", choice: index, text: textIn(delta.refusal) ?? "" });
    for (const call of objectsIn(delta.tool_calls)) this.#call(call, index, events);
    for (const annotation of objectsIn(delta.annotations)) {
      const cited = objectIn(annotation.url_citation);
      const place = { start: numberIn(cited.start_index), end: numberIn(cited.end_index) };
      const citation = { url: textIn(cited.url), title: textIn(cited.title), quoted: textIn(cited.content), ...place };
      events.push({ kind: "citation", choice: index, citation });
    }
    if (delta.audio) events.push({ kind: "vendor_item", choice: index, name: "audio" });
    const logprobs = objectsIn(objectIn(choice.logprobs).content);
    if (logprobs.length > 0) events.push({ kind: "logprobs", choice: index, content: logprobs });
    const reason = finishOf(choice.finish_reason);
    if (reason !== null) events.push({ kind: "finish", choice: index, reason });
  }

  #content(content: unknown, choice: number, events: ReplyEvent[]): void {
    if (typeof content === "string") {
      if (content !== "") events.push({ kind: "text", choice, text: content });
      return;
    }
    for (const part of objectsIn(content)) {
      if (part.type === "thinking") {
        for (const piece of objectsIn(part.thinking))
          events.push({ kind: "reasoning", choice, text: textIn(piece.text) ?? "" });
      } else if (textIn(part.text)) events.push({ kind: "text", choice, text: textIn(part.text) ?? "" });
    }
  }

  #call(call: JsonObject, choice: number, events: ReplyEvent[]): void {
    const made = objectIn(call.function ?? call.custom);
    const name = textIn(made.name);
    const seen = this.#calls.get(choice) ?? 0;
    const isNew = name !== null && name !== "" && (countIn(call.index) ?? seen) >= seen;
    const index = countIn(call.index) ?? (isNew ? seen : Math.max(0, seen - 1));
    if (isNew) {
      this.#calls.set(choice, index + 1);
      events.push({ kind: "tool_call", choice, index, id: textIn(call.id), name, signature: null });
    }
    const pieces = made.arguments ?? made.input;
    const text = typeof pieces === "string" ? pieces : pieces === undefined ? "" : JSON.stringify(pieces);
    if (text !== "") events.push({ kind: "tool_arguments", choice, index, text });
  }
}

export function readChatReply(body: JsonObject): ReplyEvent[] {
  return [...new ChatReader().read(body), { kind: "end" }];
}
