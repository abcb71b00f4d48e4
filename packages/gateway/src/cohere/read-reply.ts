import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";
import { readCohereLogprobs } from "./logprobs.ts";

/**
 * Cohere's usage. `tokens` counts what the model read and wrote, and `cached_tokens` is a part of it; `billed_units` is the vendor's own
 * smaller count and stands in only where `tokens` is missing. The first API keeps the same object in `meta`.
 * Source: https://docs.cohere.com/reference/chat
 */
export function readCohereUsage(usage: unknown): ReportedUsage | null {
  const given = objectIn(usage);
  const tokens = countIn(objectIn(given.tokens).input_tokens) === null ? given.billed_units : given.tokens;
  const { input_tokens, output_tokens, reasoning_tokens } = objectIn(tokens);
  const prompt = countIn(input_tokens);
  if (prompt === null) return null;
  return disjointUnits({
    prompt,
    completion: countIn(output_tokens) ?? 0,
    input: [["cache_read", countIn(given.cached_tokens)]],
    output: [["reasoning", countIn(reasoning_tokens)]],
  });
}

function finishOf(reason: unknown): FinishReason | null {
  switch (reason) {
    case "COMPLETE":
    case "STOP_SEQUENCE":
      return "stop";
    case "MAX_TOKENS":
      return "length";
    case "TOOL_CALL":
      return "tool_calls";
    case "ERROR":
    case "ERROR_TOXIC":
    case "TIMEOUT":
      return "error";
    default:
      return typeof reason === "string" ? "stop" : null;
  }
}

function conclude(reason: unknown, usage: unknown): ReplyEvent[] {
  const finish = finishOf(reason);
  const read = readCohereUsage(usage);
  return [
    ...(finish === null ? [] : [{ kind: "finish" as const, choice: 0, reason: finish }]),
    ...(read ? [{ kind: "usage" as const, usage: read, reported: usage }] : []),
    { kind: "end" },
  ];
}

/** A whole reply of the second chat API as events. */
export function readCohereReply(body: JsonObject): ReplyEvent[] {
  const message = objectIn(body.message);
  if (body.message !== undefined && body.finish_reason === undefined)
    return [{ kind: "error", error: readErrorObject({ message: textIn(body.message) }) }];
  const events: ReplyEvent[] = [];
  const plan = textIn(message.tool_plan);
  if (plan) events.push({ kind: "reasoning", choice: 0, text: plan });
  for (const part of objectsIn(message.content)) events.push(...partEvents(part));
  events.push(...probabilityEvents(body.logprobs));
  objectsIn(message.tool_calls).forEach((call, index) => {
    events.push(...callEvents(call, index));
  });
  for (const citation of objectsIn(message.citations)) events.push(citationEvent(citation));
  return [...events, ...conclude(body.finish_reason, body.usage)];
}

function partEvents(part: JsonObject): ReplyEvent[] {
  if (textIn(part.thinking)) return [{ kind: "reasoning", choice: 0, text: textIn(part.thinking) ?? "" }];
  return textIn(part.text) ? [{ kind: "text", choice: 0, text: textIn(part.text) ?? "" }] : [];
}

function probabilityEvents(told: unknown): ReplyEvent[] {
  const content = readCohereLogprobs(told);
  return content.length === 0 ? [] : [{ kind: "logprobs", choice: 0, content }];
}

function callEvents(call: JsonObject, index: number): ReplyEvent[] {
  const made = objectIn(call.function);
  const name = textIn(made.name) ?? "";
  const text = textIn(made.arguments) ?? "";
  return [
    { kind: "tool_call", choice: 0, index, id: textIn(call.id), name, signature: null },
    ...(text === "" ? [] : [{ kind: "tool_arguments" as const, choice: 0, index, text }]),
  ];
}

function citationEvent(citation: JsonObject): ReplyEvent {
  const [source] = objectsIn(citation.sources);
  const document = objectIn(source?.document);
  const place = { start: numberIn(citation.start), end: numberIn(citation.end) };
  const read = { url: textIn(document.url), title: textIn(document.title), quoted: textIn(citation.text), ...place };
  return { kind: "citation", choice: 0, citation: read };
}

/** Reads the events of a stream of the second chat API. */
export class CohereReader implements EventReader {
  read(data: unknown): ReplyEvent[] {
    const event = objectIn(data);
    const delta = objectIn(event.delta);
    const message = objectIn(delta.message);
    const index = countIn(event.index) ?? 0;
    switch (event.type) {
      case "content-start":
      case "content-delta":
        return [...partEvents(objectIn(message.content)), ...probabilityEvents(event.logprobs)];
      case "tool-plan-delta":
        return [{ kind: "reasoning", choice: 0, text: textIn(message.tool_plan) ?? "" }];
      case "tool-call-start":
        return callEvents(objectIn(message.tool_calls), index);
      case "tool-call-delta": {
        const text = textIn(objectIn(objectIn(message.tool_calls).function).arguments) ?? "";
        return [{ kind: "tool_arguments", choice: 0, index, text }];
      }
      case "citation-start":
        return [citationEvent(objectIn(message.citations))];
      case "message-end":
        return delta.error === undefined
          ? conclude(delta.finish_reason, delta.usage)
          : [{ kind: "error", error: readErrorObject(delta.error) }];
      default:
        return [];
    }
  }
}

/** Reads the first chat API, whose replies are still recorded: a whole reply is the last line of its stream. */
export class CohereFirstReader implements EventReader {
  read(data: unknown): ReplyEvent[] {
    const event = objectIn(data);
    if (event.event_type === "text-generation") return [{ kind: "text", choice: 0, text: textIn(event.text) ?? "" }];
    if (event.event_type === "stream-end")
      return conclude(event.finish_reason, objectIn(objectIn(event.response).meta));
    if (event.event_type !== undefined) return [];
    if (event.finish_reason === undefined)
      return [{ kind: "error", error: readErrorObject({ message: textIn(event.message) }) }];
    const text = textIn(event.text) ?? "";
    const spoken: ReplyEvent[] = text === "" ? [] : [{ kind: "text", choice: 0, text }];
    return [...spoken, ...conclude(event.finish_reason, event.meta)];
  }
}
