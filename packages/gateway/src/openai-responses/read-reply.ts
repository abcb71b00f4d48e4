import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { readResponsesUsage } from "./read-usage.ts";

/** Items of a response that no other dialect has: OpenAI's own tools at work. */
function isVendorItem(type: unknown): boolean {
  return type !== "message" && type !== "function_call" && type !== "reasoning";
}

function finishOf(response: JsonObject, calls: number): FinishReason | null {
  if (response.status === "completed") return calls > 0 ? "tool_calls" : "stop";
  if (response.status === "failed" || response.status === "cancelled") return "error";
  if (response.status !== "incomplete") return null;
  return objectIn(response.incomplete_details).reason === "content_filter" ? "content_filter" : "length";
}

function conclude(response: JsonObject, calls: number): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  const usage = readResponsesUsage(response.usage);
  const reason = finishOf(response, calls);
  if (response.error !== null && response.error !== undefined)
    return [...(usage ? [usageEvent(usage, response)] : []), { kind: "error", error: readErrorObject(response.error) }];
  if (reason !== null) events.push({ kind: "finish", choice: 0, reason });
  if (usage) events.push(usageEvent(usage, response));
  return events;
}

function usageEvent(usage: NonNullable<ReturnType<typeof readResponsesUsage>>, response: JsonObject): ReplyEvent {
  return { kind: "usage", usage, reported: response.usage };
}

/** A whole response as events. */
export function readResponsesReply(body: JsonObject): ReplyEvent[] {
  if (body.object !== "response" && body.error !== undefined && body.error !== null)
    return [{ kind: "error", error: readErrorObject(body.error) }];
  const events: ReplyEvent[] = [];
  let calls = 0;
  for (const item of objectsIn(body.output)) {
    if (item.type === "message") for (const part of objectsIn(item.content)) events.push(...wholePart(part));
    else if (item.type === "reasoning") events.push(...wholeReasoning(item));
    else if (item.type === "function_call") {
      events.push(callEvent(item, calls));
      events.push({ kind: "tool_arguments", choice: 0, index: calls, text: textIn(item.arguments) ?? "{}" });
      calls += 1;
    } else events.push(otherItem(item));
  }
  return [...events, ...conclude(body, calls), { kind: "end" }];
}

/** A picture that OpenAI's own tool made, or what no other dialect has a name for. */
function otherItem(item: JsonObject): ReplyEvent {
  const base64 = item.type === "image_generation_call" ? textIn(item.result) : null;
  if (base64 === null) return { kind: "vendor_item", choice: 0, name: textIn(item.type) ?? "item" };
  return { kind: "image", choice: 0, mediaType: `image/${textIn(item.output_format) ?? "png"}`, base64 };
}

function callEvent(item: JsonObject, index: number): ReplyEvent {
  const id = textIn(item.call_id) ?? textIn(item.id);
  return { kind: "tool_call", choice: 0, index, id, name: textIn(item.name) ?? "", signature: null };
}

function wholePart(part: JsonObject): ReplyEvent[] {
  if (part.type === "refusal") return [{ kind: "refusal", choice: 0, text: textIn(part.refusal) ?? "" }];
  const text = textIn(part.text) ?? "";
  const events: ReplyEvent[] = text === "" ? [] : [{ kind: "text", choice: 0, text }];
  for (const annotation of objectsIn(part.annotations)) events.push(...annotationEvents(annotation));
  const logprobs = objectsIn(part.logprobs);
  if (logprobs.length > 0) events.push({ kind: "logprobs", choice: 0, content: logprobs });
  return events;
}

function annotationEvents(annotation: JsonObject): ReplyEvent[] {
  if (annotation.type !== "url_citation") return [];
  const place = { start: numberIn(annotation.start_index), end: numberIn(annotation.end_index) };
  const citation = { url: textIn(annotation.url), title: textIn(annotation.title), quoted: null, ...place };
  return [{ kind: "citation", choice: 0, citation }];
}

function wholeReasoning(item: JsonObject): ReplyEvent[] {
  const texts = [...objectsIn(item.content), ...objectsIn(item.summary)].map((part) => textIn(part.text) ?? "");
  const events: ReplyEvent[] = texts
    .filter((text) => text !== "")
    .map((text) => ({ kind: "reasoning", choice: 0, text }));
  const sealed = textIn(item.encrypted_content);
  if (sealed !== null) events.push({ kind: "redacted_reasoning", choice: 0, data: sealed });
  return events;
}

/** Reads the events of a response stream. */
export class ResponsesReader implements EventReader {
  #calls = 0;
  readonly #callOf = new Map<string, number>();
  /** Calls whose arguments came in pieces, so that their final text is not taken twice. */
  readonly #pieced = new Set<number>();

  read(data: unknown): ReplyEvent[] {
    const event = objectIn(data);
    switch (event.type) {
      case "response.output_text.delta":
        return this.#text(event);
      case "response.refusal.delta":
        return [{ kind: "refusal", choice: 0, text: textIn(event.delta) ?? "" }];
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        return [{ kind: "reasoning", choice: 0, text: textIn(event.delta) ?? "" }];
      case "response.output_text.annotation.added":
        return annotationEvents(objectIn(event.annotation));
      case "response.output_item.added":
        return this.#began(objectIn(event.item), event);
      case "response.function_call_arguments.delta":
        return this.#argumentsPiece(event);
      case "response.output_item.done":
        return this.#done(objectIn(event.item), event);
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
        return [...conclude(objectIn(event.response), this.#calls), { kind: "end" }];
      case "error":
        return [{ kind: "error", error: readErrorObject(event.error ?? event) }];
      default:
        return event.type === undefined && event.error ? [{ kind: "error", error: readErrorObject(event.error) }] : [];
    }
  }

  #text(event: JsonObject): ReplyEvent[] {
    const events: ReplyEvent[] = [{ kind: "text", choice: 0, text: textIn(event.delta) ?? "" }];
    const logprobs = objectsIn(event.logprobs);
    if (logprobs.length > 0) events.push({ kind: "logprobs", choice: 0, content: logprobs });
    return events;
  }

  #keyOf(item: JsonObject, event: JsonObject): string {
    return textIn(event.item_id) ?? textIn(item.id) ?? `at ${countIn(event.output_index) ?? 0}`;
  }

  #began(item: JsonObject, event: JsonObject): ReplyEvent[] {
    if (item.type !== "function_call")
      return isVendorItem(item.type) ? [{ kind: "vendor_item", choice: 0, name: textIn(item.type) ?? "item" }] : [];
    const index = this.#calls;
    this.#calls += 1;
    this.#callOf.set(this.#keyOf(item, event), index);
    return [callEvent(item, index)];
  }

  #argumentsPiece(event: JsonObject): ReplyEvent[] {
    const index = this.#callOf.get(this.#keyOf({}, event)) ?? this.#calls - 1;
    if (index < 0) return [];
    this.#pieced.add(index);
    return [{ kind: "tool_arguments", choice: 0, index, text: textIn(event.delta) ?? "" }];
  }

  #done(item: JsonObject, event: JsonObject): ReplyEvent[] {
    if (item.type === "reasoning") {
      const sealed = textIn(item.encrypted_content);
      return sealed === null ? [] : [{ kind: "redacted_reasoning", choice: 0, data: sealed }];
    }
    if (item.type === "image_generation_call") return [otherItem(item)];
    if (item.type !== "function_call") return [];
    const known = this.#callOf.get(this.#keyOf(item, event));
    const began = known === undefined ? this.#began(item, event) : [];
    const index = known ?? this.#calls - 1;
    if (this.#pieced.has(index)) return began;
    this.#pieced.add(index);
    return [...began, { kind: "tool_arguments", choice: 0, index, text: textIn(item.arguments) ?? "{}" }];
  }
}
