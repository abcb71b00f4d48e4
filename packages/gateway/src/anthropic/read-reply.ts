import type { Citation, EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { mergeAnthropicUsage, readAnthropicUsage } from "./read-usage.ts";

const STATUS_OF_ERROR: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    invalid_request_error: 400,
    authentication_error: 401,
    billing_error: 402,
    permission_error: 403,
    not_found_error: 404,
    request_too_large: 413,
    rate_limit_error: 429,
    api_error: 500,
    timeout_error: 504,
    overloaded_error: 529,
  }),
);

export function readAnthropicError(error: unknown): ReplyEvent {
  const { type } = objectIn(error);
  const read = readErrorObject(error);
  return { kind: "error", error: { ...read, status: STATUS_OF_ERROR.get(textIn(type) ?? "") ?? read.status } };
}

export function anthropicFinish(reason: unknown): FinishReason | null {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
    case "pause_turn":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool_calls";
    case "refusal":
      return "content_filter";
    default:
      return typeof reason === "string" ? "stop" : null;
  }
}

/** A whole reply of the messages API as events. */
export function readAnthropicReply(body: JsonObject): ReplyEvent[] {
  if (body.type === "error" || body.error !== undefined) return [readAnthropicError(body.error)];
  const events: ReplyEvent[] = [];
  let calls = 0;
  for (const block of objectsIn(body.content)) {
    const began = beginBlock(block, calls);
    if (block.type === "tool_use") {
      events.push(...began, argumentsEvent(calls, JSON.stringify(objectIn(block.input))));
      calls += 1;
    } else events.push(...began);
  }
  const reason = anthropicFinish(body.stop_reason);
  if (reason !== null) events.push({ kind: "finish", choice: 0, reason });
  const usage = readAnthropicUsage(body.usage);
  if (usage) events.push({ kind: "usage", usage, reported: body.usage });
  events.push({ kind: "end" });
  return events;
}

function argumentsEvent(index: number, text: string): ReplyEvent {
  return { kind: "tool_arguments", choice: 0, index, text };
}

/** What a content block carries when it begins, which in a whole reply is all of it. */
function beginBlock(block: JsonObject, calls: number): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  switch (block.type) {
    case "text":
      if (block.text !== "") events.push({ kind: "text", choice: 0, text: textIn(block.text) ?? "" });
      for (const citation of objectsIn(block.citations)) events.push(citationEvent(citation));
      return events;
    case "thinking":
      if (textIn(block.thinking)) events.push({ kind: "reasoning", choice: 0, text: textIn(block.thinking) ?? "" });
      if (textIn(block.signature))
        events.push({ kind: "reasoning_signature", choice: 0, signature: textIn(block.signature) ?? "" });
      return events;
    case "redacted_thinking":
      return [{ kind: "redacted_reasoning", choice: 0, data: textIn(block.data) ?? "" }];
    case "tool_use":
      return [
        {
          kind: "tool_call",
          choice: 0,
          index: calls,
          id: textIn(block.id),
          name: textIn(block.name) ?? "",
          signature: null,
        },
      ];
    default:
      return [{ kind: "vendor_item", choice: 0, name: textIn(block.type) ?? "block" }];
  }
}

function citationEvent(citation: JsonObject): ReplyEvent {
  const read: Citation = {
    url: textIn(citation.url) ?? textIn(citation.source),
    title: textIn(citation.title) ?? textIn(citation.document_title),
    quoted: textIn(citation.cited_text),
    start: numberIn(citation.start_char_index),
    end: numberIn(citation.end_char_index),
  };
  return { kind: "citation", choice: 0, citation: read };
}

/** Reads the events of a messages stream. */
export class AnthropicReader implements EventReader {
  #usage: Record<string, unknown> = {};
  #calls = 0;
  /** Position of a tool call by the index of its content block. */
  readonly #callOf = new Map<number, number>();

  read(data: unknown): ReplyEvent[] {
    const event = objectIn(data);
    switch (event.type) {
      case "message_start":
        this.#usage = mergeAnthropicUsage({}, objectIn(event.message).usage);
        return this.#usageEvents();
      case "content_block_start":
        return this.#begin(countIn(event.index) ?? 0, objectIn(event.content_block));
      case "content_block_delta":
        return this.#delta(countIn(event.index) ?? 0, objectIn(event.delta));
      case "message_delta":
        return this.#conclude(event);
      case "message_stop":
        return [{ kind: "end" }];
      case "error":
        return [readAnthropicError(event.error)];
      default:
        return [];
    }
  }

  #usageEvents(): ReplyEvent[] {
    const usage = readAnthropicUsage(this.#usage);
    return usage ? [{ kind: "usage", usage, reported: this.#usage }] : [];
  }

  #begin(index: number, block: JsonObject): ReplyEvent[] {
    const events = beginBlock(block, this.#calls);
    if (block.type === "tool_use") {
      this.#callOf.set(index, this.#calls);
      this.#calls += 1;
    }
    return events;
  }

  #delta(index: number, delta: JsonObject): ReplyEvent[] {
    switch (delta.type) {
      case "text_delta":
        return [{ kind: "text", choice: 0, text: textIn(delta.text) ?? "" }];
      case "thinking_delta":
        return [{ kind: "reasoning", choice: 0, text: textIn(delta.thinking) ?? "" }];
      case "signature_delta":
        return [{ kind: "reasoning_signature", choice: 0, signature: textIn(delta.signature) ?? "" }];
      case "citations_delta":
        return [citationEvent(objectIn(delta.citation))];
      case "input_json_delta": {
        const call = this.#callOf.get(index);
        return call === undefined ? [] : [argumentsEvent(call, textIn(delta.partial_json) ?? "")];
      }
      default:
        return [];
    }
  }

  #conclude(event: JsonObject): ReplyEvent[] {
    this.#usage = mergeAnthropicUsage(this.#usage, event.usage);
    const reason = anthropicFinish(objectIn(event.delta).stop_reason);
    const finish: ReplyEvent[] = reason === null ? [] : [{ kind: "finish", choice: 0, reason }];
    return [...finish, ...this.#usageEvents()];
  }
}
