import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { countIn, type JsonObject, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";

const STATUS_OF_EXCEPTION: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    validationException: 400,
    modelStreamErrorException: 502,
    throttlingException: 429,
    internalServerException: 500,
    serviceUnavailableException: 503,
  }),
);

/** Converse's usage: `inputTokens` excludes cache reads and writes. Source: Amazon Bedrock API reference, TokenUsage. */
export function readBedrockUsage(usage: unknown): ReportedUsage | null {
  const given = objectIn(usage);
  const input = countIn(given.inputTokens);
  const output = countIn(given.outputTokens);
  if (input === null || output === null) return null;
  const read = countIn(given.cacheReadInputTokens);
  const written = countIn(given.cacheWriteInputTokens);
  return disjointUnits({
    prompt: input + (read ?? 0) + (written ?? 0),
    completion: output,
    input: [
      ["cache_read", read],
      ["cache_write_5m", written],
    ],
    output: [],
  });
}

function finishOf(reason: unknown): FinishReason | null {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool_calls";
    case "guardrail_intervened":
    case "content_filtered":
      return "content_filter";
    default:
      return typeof reason === "string" ? "stop" : null;
  }
}

function conclude(reason: unknown): ReplyEvent[] {
  const finish = finishOf(reason);
  return finish === null ? [] : [{ kind: "finish", choice: 0, reason: finish }];
}

function usageEvents(usage: unknown): ReplyEvent[] {
  const read = readBedrockUsage(usage);
  return read ? [{ kind: "usage", usage: read, reported: usage }] : [];
}

/** A whole reply of Converse as events. */
export function readBedrockReply(body: JsonObject): ReplyEvent[] {
  const message = objectIn(objectIn(body.output).message);
  const events: ReplyEvent[] = [];
  let calls = 0;
  for (const block of objectsIn(message.content)) {
    const use = objectIn(block.toolUse);
    if (textIn(use.name) === null) {
      events.push(...plainBlock(block));
      continue;
    }
    events.push(callEvent(use, calls));
    events.push({ kind: "tool_arguments", choice: 0, index: calls, text: JSON.stringify(objectIn(use.input)) });
    calls += 1;
  }
  return [...events, ...conclude(body.stopReason), ...usageEvents(body.usage), { kind: "end" }];
}

function callEvent(use: JsonObject, index: number): ReplyEvent {
  return {
    kind: "tool_call",
    choice: 0,
    index,
    id: textIn(use.toolUseId),
    name: textIn(use.name) ?? "",
    signature: null,
  };
}

function plainBlock(block: JsonObject): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  if (textIn(block.text)) events.push({ kind: "text", choice: 0, text: textIn(block.text) ?? "" });
  const reasoning = objectIn(block.reasoningContent);
  // A whole reply nests the text; a stream's delta carries it flat.
  const text = objectIn(reasoning.reasoningText);
  const shown = textIn(text.text) ?? textIn(reasoning.text);
  const signature = textIn(text.signature) ?? textIn(reasoning.signature);
  const sealed = textIn(reasoning.redactedContent);
  if (shown) events.push({ kind: "reasoning", choice: 0, text: shown });
  if (signature) events.push({ kind: "reasoning_signature", choice: 0, signature });
  if (sealed) events.push({ kind: "redacted_reasoning", choice: 0, data: sealed });
  return events;
}

/** Reads the events of ConverseStream; the event's name says what its data is. */
export class BedrockReader implements EventReader {
  #calls = 0;
  readonly #callOf = new Map<number, number>();

  read(data: unknown, event: string | null): ReplyEvent[] {
    const body = objectIn(data);
    switch (event) {
      case "contentBlockStart": {
        const use = objectIn(objectIn(body.start).toolUse);
        if (textIn(use.name) === null) return [];
        this.#callOf.set(countIn(body.contentBlockIndex) ?? 0, this.#calls);
        this.#calls += 1;
        return [callEvent(use, this.#calls - 1)];
      }
      case "contentBlockDelta": {
        const delta = objectIn(body.delta);
        const index = this.#callOf.get(countIn(body.contentBlockIndex) ?? 0);
        const piece = textIn(objectIn(delta.toolUse).input);
        if (piece !== null && index !== undefined) return [{ kind: "tool_arguments", choice: 0, index, text: piece }];
        return plainBlock(delta);
      }
      case "messageStop":
        return conclude(body.stopReason);
      case "metadata":
        return [...usageEvents(body.usage), { kind: "end" }];
      default:
        return event?.endsWith("Exception")
          ? [{ kind: "error", error: { status: STATUS_OF_EXCEPTION.get(event) ?? 502, message: textIn(body.message) } }]
          : [];
    }
  }
}
