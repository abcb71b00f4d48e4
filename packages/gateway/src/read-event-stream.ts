import type { EventReader, ReplyEvent } from "./conversation/reply-event.ts";
import type { Frame, FrameReader } from "./frames/frame.ts";
import { parseByteText } from "./json-fields.ts";
import type { ReplyFormat } from "./reply-formats.ts";

/** A stream of one dialect as events, from bytes in any split. */
export class EventStream {
  readonly #frames: FrameReader;
  readonly #reader: EventReader;
  #broken = false;

  constructor(format: ReplyFormat) {
    this.#frames = format.frames();
    this.#reader = format.events();
  }

  /** @param bytes one character per byte. */
  push(bytes: string): ReplyEvent[] {
    return this.#read(this.#frames.push(bytes));
  }

  /** Takes what the stream ended without closing. */
  end(): ReplyEvent[] {
    return this.#read(this.#frames.end());
  }

  #read(frames: readonly Frame[]): ReplyEvent[] {
    const events: ReplyEvent[] = [];
    for (const frame of frames) events.push(...readFrame(this.#reader, frame));
    if (this.#frames.broken !== null && !this.#broken) {
      this.#broken = true;
      events.push({ kind: "error", error: { status: 502, message: this.#frames.broken } });
    }
    return events;
  }
}

/** Events of one frame; what is not JSON (comments, `[DONE]` aside) says nothing. */
export function readFrame(reader: EventReader, { data, event }: Frame): ReplyEvent[] {
  if (data === "") return [];
  if (data === "[DONE]") return [{ kind: "end" }];
  return reader.read(parseByteText(data), event);
}
