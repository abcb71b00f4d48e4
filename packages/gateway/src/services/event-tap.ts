import type { ReplyHead } from "../conversation/reply-writer.ts";
import { readErrorObject, type UpstreamErrorObject } from "../error-object.ts";
import type { Frame } from "../frames/frame.ts";
import { SseFrames } from "../frames/sse-frames.ts";
import { isRecord } from "../is-record.ts";
import { type JsonObject, parseByteText, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { readServiceUsage } from "../service-usage.ts";
import type { StreamTap } from "../stream-tap.ts";
import type { MeteredUnits, ReportedUsage } from "../usage-units.ts";

/** Generated text kept for an estimate; beyond it only the length is counted. */
const MAX_KEPT_TEXT = 256 * 1024;

/** The events of one service's stream. */
export interface EventStreamShape {
  /** The event that ends it and says what was used. */
  readonly last: string;
  /** What the last event shows of pieces; before it nothing is whole. */
  readonly counted: MeteredUnits;
  /** What nothing has been counted as before the last event; `{}` where what arrived is estimated by its text. */
  readonly uncounted: MeteredUnits;
  /** Text in an event. */
  text(body: JsonObject): string;
  /** Events that tell the same as an answer in one piece, from endpoints that do not stream; `null` for what is none. */
  fromWhole(body: JsonObject): readonly JsonObject[] | null;
}

/**
 * Sits in a stream of events with a `type`, as OpenAI's pictures and transcripts have them: all pass as they came but the last, which waits for
 * the cost and is named as ours.
 */
export class EventTap implements StreamTap {
  hasContent = false;
  finishReason: string | null = null;
  error: UpstreamErrorObject | null = null;
  done = false;
  outputText = "";
  outputBeyond = 0;
  readonly toolCalls = null;
  readonly #frames = new SseFrames();
  readonly #head: ReplyHead;
  readonly #shape: EventStreamShape;
  #last: JsonObject | null = null;

  constructor(shape: EventStreamShape, head: ReplyHead) {
    this.#shape = shape;
    this.#head = head;
  }

  get usage(): unknown {
    return this.#last?.usage;
  }

  get reported(): ReportedUsage | null {
    return this.#last === null ? null : readServiceUsage(this.#last);
  }

  get counted(): MeteredUnits {
    return this.#last === null ? this.#shape.uncounted : this.#shape.counted;
  }

  push(bytes: string): string {
    return this.#take(this.#frames.push(bytes));
  }

  end(): string {
    return this.#take(this.#frames.end());
  }

  whole(bytes: string): string | null {
    const body = parseByteText(bytes);
    const events = isRecord(body) ? this.#shape.fromWhole(body) : null;
    return events === null ? null : events.map((event) => this.#pass(event, () => eventText(event))).join("");
  }

  closing(usage: string): string {
    if (this.#last === null) return "";
    const { usage: _reported, ...rest } = this.#last;
    const { generationId: id, model, provider } = this.#head;
    const text = JSON.stringify({ ...rest, id, model, provider });
    return toByteText(`event: ${this.#shape.last}\ndata: ${text.slice(0, -1)},"usage":${usage}}\n\n`);
  }

  failure(error: string): string {
    return toByteText(`event: error\ndata: {"type":"error","error":${error}}\n\n`);
  }

  /** What such a service gives cannot be cut short: all of it is held. */
  lengthReached(): string {
    return "";
  }

  #take(frames: readonly Frame[]): string {
    let out = "";
    for (const { data, raw } of frames) {
      if (this.done || this.error !== null) break;
      const body = data === "" || data === "[DONE]" ? null : parseByteText(data);
      if (data === "") out += raw;
      else if (isRecord(body)) out += this.#pass(body, () => raw);
    }
    if (this.#frames.broken !== null) this.error ??= { status: 502, message: this.#frames.broken };
    return out;
  }

  #pass(body: JsonObject, text: () => string): string {
    if (body.type === "error" || isRecord(body.error)) {
      this.error = readErrorObject(body.error ?? body);
      return "";
    }
    this.#note(this.#shape.text(body));
    this.hasContent = true;
    if (body.type !== this.#shape.last) return text();
    this.#last = body;
    this.finishReason = "stop";
    this.done = true;
    return "";
  }

  #note(text: string): void {
    const escaped = toByteText(JSON.stringify(text).slice(1, -1));
    if (this.outputText.length + escaped.length <= MAX_KEPT_TEXT) this.outputText += escaped;
    else this.outputBeyond += escaped.length;
  }
}

function eventText(body: JsonObject): string {
  return toByteText(`event: ${textIn(body.type) ?? "message"}\ndata: ${JSON.stringify(body)}\n\n`);
}
