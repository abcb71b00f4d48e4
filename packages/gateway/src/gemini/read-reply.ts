import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { readGeminiLogprobs } from "./logprobs.ts";
import { readGeminiUsage } from "./read-usage.ts";

function finishOf(reason: unknown, calledTools: boolean): FinishReason | null {
  switch (reason) {
    case undefined:
    case null:
    case "FINISH_REASON_UNSPECIFIED":
      return null;
    case "STOP":
      return calledTools ? "tool_calls" : "stop";
    case "MAX_TOKENS":
      return "length";
    case "MALFORMED_FUNCTION_CALL":
    case "UNEXPECTED_TOOL_CALL":
    case "OTHER":
      return "error";
    default:
      return "content_filter";
  }
}

/** Reads chunks of `streamGenerateContent`; a whole reply of `generateContent` is one such chunk. */
export class GeminiReader implements EventReader {
  /** Tool calls so far, by candidate. */
  readonly #calls = new Map<number, number>();

  read(data: unknown): ReplyEvent[] {
    // A stream that was not asked for as server-sent events is one array of chunks.
    if (Array.isArray(data)) return data.flatMap((chunk) => this.read(chunk));
    const chunk = objectIn(data);
    if (chunk.error !== undefined) return [{ kind: "error", error: readErrorObject(geminiError(chunk.error)) }];
    const events: ReplyEvent[] = [];
    for (const candidate of objectsIn(chunk.candidates)) this.#candidate(candidate, events);
    const blocked = textIn(objectIn(chunk.promptFeedback).blockReason);
    if (blocked !== null) events.push({ kind: "finish", choice: 0, reason: "content_filter" });
    const usage = readGeminiUsage(chunk.usageMetadata);
    if (usage) events.push({ kind: "usage", usage, reported: chunk.usageMetadata });
    return events;
  }

  #candidate(candidate: JsonObject, events: ReplyEvent[]): void {
    const choice = countIn(candidate.index) ?? 0;
    for (const part of objectsIn(objectIn(candidate.content).parts)) this.#part(part, choice, events);
    for (const source of objectsIn(objectIn(candidate.groundingMetadata).groundingChunks)) {
      const web = objectIn(source.web);
      if (textIn(web.uri) === null) continue;
      const citation = { url: textIn(web.uri), title: textIn(web.title), quoted: null, start: null, end: null };
      events.push({ kind: "citation", choice, citation });
    }
    for (const source of objectsIn(objectIn(candidate.citationMetadata).citationSources)) {
      const { startIndex, endIndex } = source;
      const place = { start: numberIn(startIndex), end: numberIn(endIndex) };
      events.push({
        kind: "citation",
        choice,
        citation: { url: textIn(source.uri), title: null, quoted: null, ...place },
      });
    }
    const logprobs = readGeminiLogprobs(candidate.logprobsResult);
    if (logprobs.length > 0) events.push({ kind: "logprobs", choice, content: logprobs });
    const reason = finishOf(candidate.finishReason, (this.#calls.get(choice) ?? 0) > 0);
    if (reason !== null) events.push({ kind: "finish", choice, reason });
  }

  #part(part: JsonObject, choice: number, events: ReplyEvent[]): void {
    const signature = textIn(part.thoughtSignature);
    const text = textIn(part.text);
    if (text !== null && text !== "") events.push({ kind: part.thought === true ? "reasoning" : "text", choice, text });
    const call = objectIn(part.functionCall);
    if (textIn(call.name) !== null) {
      const index = this.#calls.get(choice) ?? 0;
      this.#calls.set(choice, index + 1);
      events.push({ kind: "tool_call", choice, index, id: textIn(call.id), name: textIn(call.name) ?? "", signature });
      events.push({ kind: "tool_arguments", choice, index, text: JSON.stringify(objectIn(call.args)) });
    } else if (signature !== null) events.push({ kind: "reasoning_signature", choice, signature });
    const inline = objectIn(part.inlineData);
    if (textIn(inline.data) !== null)
      events.push({
        kind: "image",
        choice,
        mediaType: textIn(inline.mimeType) ?? "image/png",
        base64: textIn(inline.data) ?? "",
      });
    if (part.executableCode !== undefined || part.codeExecutionResult !== undefined)
      events.push({ kind: "vendor_item", choice, name: "code_execution" });
  }
}

/** Google names a status in words beside the number. */
function geminiError(error: unknown): unknown {
  const { status: _words, ...rest } = objectIn(error);
  return rest;
}

export function readGeminiReply(body: JsonObject): ReplyEvent[] {
  return [...new GeminiReader().read(body), { kind: "end" }];
}
