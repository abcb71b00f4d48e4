import { type Carried, hasContentParts, readCarried, scanCarried } from "./delta-scan.ts";
import { readErrorObject, type UpstreamErrorObject } from "./error-object.ts";
import { EventCutter } from "./frames/event-cutter.ts";
import { isRecord } from "./is-record.ts";
import { fromByteText, toByteText, topLevelMembers } from "./json-members.ts";
import { identityMembers, type ReplyIdentity } from "./reply-identity.ts";
import { eventPayload } from "./sse-event.ts";
import type { ToolCallsSeen } from "./tool-calls/tool-calls-seen.ts";
import { type ReportedUsage, readUsage } from "./usage-units.ts";

/** Longest event taken, so that an endpoint that never ends one cannot fill the memory. */
const MAX_EVENT_CHARACTERS = 8 * 1024 * 1024;
/** Generated text kept for an estimate; beyond it only the length is counted. */
const MAX_KEPT_TEXT = 256 * 1024;

/**
 * Sits in a stream of chat completion chunks. It takes bytes in any split, hands out what the caller may get, and meters on the way:
 * first content, finish reason, usage, an error object inside the stream. Events leave byte for byte except `id`, `model` and
 * `provider`; usage and `[DONE]` are kept back for `closing`, because the cost is only known at the end.
 *
 * Text is one character per byte (latin1), so that a character split over two reads cannot be damaged.
 */
export class ChatStreamTap {
  hasContent = false;
  finishReason: string | null = null;
  /** The last usage object seen: cumulative ones replace each other. */
  usage: unknown;
  /** How much was generated when it came. */
  #generatedAtReport = 0;
  error: UpstreamErrorObject | null = null;
  /** `[DONE]` was seen. */
  done = false;
  /** Generated text so far, JSON-escaped byte text, at most `MAX_KEPT_TEXT` characters. */
  outputText = "";
  /** Characters of generated text that were not kept. */
  outputBeyond = 0;
  /** Pictures in the answer. */
  pictures = 0;
  toolCalls: ToolCallsSeen | null = null;

  readonly #events = new EventCutter();
  #spaced = false;
  #created = 0;
  /** The endpoint's own `"id":"…"` and `"model":"…"`, learnt from the first event. */
  #idNeedle = "";
  #modelNeedle = "";
  readonly #members: { readonly id: string; readonly model: string };

  constructor(identity: ReplyIdentity) {
    this.#members = identityMembers(identity);
  }

  get reported(): ReportedUsage | null {
    return readUsage(this.usage);
  }

  get reportIsEarly(): boolean {
    return this.usage !== undefined && this.outputText.length + this.outputBeyond > this.#generatedAtReport;
  }

  /** Takes what arrived and returns what can go out now. */
  push(bytes: string): string {
    let out = "";
    for (const event of this.#events.push(bytes)) {
      if (this.done || this.error !== null) break;
      out += this.#take(event);
    }
    if (this.#events.kept > MAX_EVENT_CHARACTERS)
      this.error ??= { status: 502, message: "an event of the stream is too long" };
    return out;
  }

  /** Takes an event that the stream ended without closing. */
  end(): string {
    const rest = this.#events.rest();
    return rest.trim() === "" || this.done || this.error !== null ? "" : this.#take(`${rest}\n\n`);
  }

  /**
   * The last events: usage with cost, then `[DONE]`.
   * @param emptyChoices as OpenAI writes the usage chunk; otherwise with one empty delta, for clients that read `choices[0]` of every chunk.
   */
  closing(usage: string, emptyChoices: boolean): string {
    const choices = emptyChoices
      ? "[]"
      : '[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]';
    return `data: {${this.#envelope()},"choices":${choices},"usage":${usage}}\n\ndata: [DONE]\n\n`;
  }

  /** The event that ends every choice at its budget, with a reason a program can read. */
  lengthReached(reason: string, choices: number): string {
    const ended = Array.from(
      { length: choices },
      (_, index) => `{"index":${index},"delta":{},"finish_reason":"length"}`,
    );
    return `data: {${this.#envelope()},"choices":[${ended.join(",")}],"tollgate":{"end_reason":"${reason}"}}\n\n`;
  }

  /** The event that tells of a failure after the stream began. @param error JSON of the error object. */
  failure(error: string, usage: string): string {
    const choices = '[{"index":0,"delta":{"content":""},"finish_reason":"error"}]';
    return `data: {${this.#envelope()},"choices":${choices},"usage":${usage},"error":${toByteText(error)}}\n\ndata: [DONE]\n\n`;
  }

  #envelope(): string {
    return `${this.#members.id},"object":"chat.completion.chunk","created":${this.#created},${this.#members.model}`;
  }

  #take(event: string): string {
    this.toolCalls?.noteChunk(event);
    if (this.#idNeedle !== "" && isPlain(event)) {
      const rewritten = this.#splice(event);
      if (rewritten !== null) {
        this.#note(scanCarried(event, this.#spaced));
        return rewritten;
      }
    }
    return this.#takeSlowly(event);
  }

  /** Replaces the learnt identity by search; `null` when the event looks different. */
  #splice(event: string): string | null {
    const id = event.indexOf(this.#idNeedle);
    if (id < 0) return null;
    const afterId = id + this.#idNeedle.length;
    const head = event.slice(0, id) + this.#members.id;
    if (this.#modelNeedle === "") return head + event.slice(afterId);
    const model = event.indexOf(this.#modelNeedle, afterId);
    if (model < 0) return null;
    return head + event.slice(afterId, model) + this.#members.model + event.slice(model + this.#modelNeedle.length);
  }

  #note(carried: Carried): void {
    if (carried.finishReason !== null) this.finishReason = carried.finishReason;
    if (!carried.content) return;
    this.hasContent = true;
    this.pictures += carried.pictures;
    if (this.outputText.length + carried.text.length <= MAX_KEPT_TEXT) this.outputText += carried.text;
    else this.outputBeyond += carried.text.length;
  }

  #takeSlowly(event: string): string {
    const payload = eventPayload(event);
    if (payload === null) return event;
    if (payload === "[DONE]") {
      this.done = true;
      return "";
    }
    const chunk = parse(payload);
    if (!isRecord(chunk)) return event;
    if (chunk.error !== undefined && chunk.error !== null) {
      this.error = readErrorObject(chunk.error);
      return "";
    }
    if (typeof chunk.created === "number") this.#created = chunk.created;
    if (isRecord(chunk.usage)) this.usage = chunk.usage;
    const choices = Array.isArray(chunk.choices) ? chunk.choices : null;
    this.#note(readCarried(choices));
    if (isRecord(chunk.usage)) this.#generatedAtReport = this.outputText.length + this.outputBeyond;
    if (choices?.length === 0 && isRecord(chunk.usage)) return "";
    this.#learn(payload);
    return this.#rewrite(payload, isRecord(chunk.usage));
  }

  #learn(payload: string): void {
    if (this.#idNeedle !== "") return;
    for (const { key, keyStart, valueStart, valueEnd } of topLevelMembers(payload) ?? []) {
      if (key !== "id" && key !== "model") continue;
      const between = payload.slice(keyStart + key.length + 2, valueStart);
      // Any other spacing is read slowly throughout: the patterns of the fast way would miss its content.
      if (between !== ":" && between !== ": ") return;
      const needle = payload.slice(keyStart, valueEnd);
      if (key === "id") this.#idNeedle = needle;
      else this.#modelNeedle = needle;
      this.#spaced = between === ": ";
    }
  }

  #rewrite(payload: string, dropUsage: boolean): string {
    const members = topLevelMembers(payload);
    if (members === null) return `data: ${payload.replaceAll("\n", "\ndata: ")}\n\n`;
    const parts = [this.#members.id, this.#members.model];
    for (const { key, keyStart, valueEnd } of members) {
      if (key === "id" || key === "model" || key === "provider") continue;
      if (key === "usage" && dropUsage) parts.push('"usage":null');
      else parts.push(payload.slice(keyStart, valueEnd));
    }
    return `data: {${parts.join(",")}}\n\n`.replaceAll(/\n(?!\n|$)/g, "\ndata: ");
  }
}

/** An event that searching can read. */
function isPlain(event: string): boolean {
  return !event.includes('"usage"') && !event.includes('"error"') && !hasContentParts(event);
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(fromByteText(payload));
  } catch {
    return undefined;
  }
}
