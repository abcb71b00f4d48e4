import type { EventReader } from "./conversation/reply-event.ts";
import type { ReplyHead, StreamWriter } from "./conversation/reply-writer.ts";
import { EventMeter } from "./event-meter.ts";
import type { Frame } from "./frames/frame.ts";
import { SseFrames } from "./frames/sse-frames.ts";
import { isRecord } from "./is-record.ts";
import { type JsonObject, objectIn, parseByteText } from "./json-fields.ts";
import { toByteText } from "./json-members.ts";
import { keepingMembers } from "./openai-responses/response-object.ts";
import { REPLY_FORMATS } from "./reply-formats.ts";
import type { StreamTap } from "./stream-tap.ts";
import { SURFACES, type SurfaceName } from "./surfaces.ts";

type PassingSurface = Exclude<SurfaceName, "openai-chat">;

/**
 * A tap where caller and endpoint speak the same dialect. Events leave byte for byte, except those that name the reply, which get our id and
 * model, and the last ones, which wait for the cost. Anything the dialect has that this gateway does not know passes.
 */
export class PassingTap extends EventMeter implements StreamTap {
  readonly #frames = new SseFrames();
  readonly #reader: EventReader;
  readonly #surface: PassingSurface;
  readonly #head: ReplyHead;
  readonly #writer: StreamWriter;
  /** The event that carries usage, kept back, and what came after it. */
  #last: { readonly event: string | null; readonly body: JsonObject } | null = null;
  #after = "";
  #cut = false;

  constructor(surface: PassingSurface, head: ReplyHead) {
    super();
    this.#surface = surface;
    this.#head = head;
    this.#reader = REPLY_FORMATS[surface].events();
    this.#writer = SURFACES[surface].reply.stream(head);
  }

  push(bytes: string): string {
    return this.#take(this.#frames.push(bytes));
  }

  end(): string {
    return this.#take(this.#frames.end());
  }

  closing(usage: string, includeUsage: boolean): string {
    if (this.#last === null || this.#cut) return toByteText(this.#writer.closing(usage, includeUsage));
    const { event, body } = this.#last;
    return eventText(event, withUsage(this.#surface, body, usage)) + this.#after;
  }

  failure(error: string, usage: string): string {
    return toByteText(this.#writer.failure(error, usage));
  }

  lengthReached(): string {
    this.#cut = true;
    this.#writer.write({ kind: "finish", choice: 0, reason: "length" });
    return "";
  }

  #take(frames: readonly Frame[]): string {
    let out = "";
    for (const frame of frames) {
      if (this.error !== null) break;
      out += this.#pass(frame);
    }
    if (this.#frames.broken !== null) this.error ??= { status: 502, message: this.#frames.broken };
    return out;
  }

  #pass(frame: Frame): string {
    if (frame.data === "") return frame.raw;
    const body = parseByteText(frame.data);
    for (const event of this.#reader.read(body, frame.event)) {
      this.note(event);
      // The writer follows unheard: when this gateway ends the answer itself, it knows what has begun and must be closed.
      this.#writer.write(event);
    }
    if (this.error !== null) return "";
    if (this.#last !== null) {
      this.#after += frame.raw;
      return "";
    }
    if (!isRecord(body)) return frame.raw;
    const named = rename(this.#surface, body, this.#head);
    if (!isLast(this.#surface, body)) return named === null ? frame.raw : eventText(frame.event, JSON.stringify(named));
    this.#last = { event: frame.event, body: named ?? body };
    return "";
  }
}

function eventText(event: string | null, json: string): string {
  return toByteText(`${event === null ? "" : `event: ${event}\n`}data: ${json}\n\n`);
}

/** The event with our id and model, or `null` when it names neither. */
function rename(surface: PassingSurface, body: JsonObject, head: ReplyHead): JsonObject | null {
  const ours = { id: head.generationId, model: head.model, provider: head.provider };
  switch (surface) {
    case "anthropic-messages":
      return body.type === "message_start" ? { ...body, message: { ...objectIn(body.message), ...ours } } : null;
    case "openai-responses":
      return isRecord(body.response)
        ? { ...body, response: { ...body.response, ...ours, ...keepingMembers(head) } }
        : null;
    case "gemini-generate":
      return { ...body, modelVersion: head.model, responseId: head.generationId, provider: head.provider };
  }
}

function isLast(surface: PassingSurface, body: JsonObject): boolean {
  switch (surface) {
    case "anthropic-messages":
      return body.type === "message_delta" && objectIn(body.delta).stop_reason !== null;
    case "openai-responses":
      return body.type === "response.completed" || body.type === "response.incomplete";
    case "gemini-generate": {
      const [candidate] = Array.isArray(body.candidates) ? body.candidates : [];
      return objectIn(candidate).finishReason !== undefined || isRecord(body.promptFeedback);
    }
  }
}

function withUsage(surface: PassingSurface, body: JsonObject, usage: string): string {
  if (surface !== "openai-responses") {
    const name = surface === "gemini-generate" ? "usageMetadata" : "usage";
    const { [name]: _reported, ...rest } = body;
    return `${JSON.stringify(rest).slice(0, -1)},"${name}":${usage}}`;
  }
  const { response, ...rest } = body;
  const { usage: _reported, ...inner } = objectIn(response);
  return `${JSON.stringify(rest).slice(0, -1)},"response":${JSON.stringify(inner).slice(0, -1)},"usage":${usage}}}`;
}
