import { eventEnd, eventPayload } from "../sse-event.ts";
import { type Frame, type FrameReader, MAX_FRAME_CHARACTERS } from "./frame.ts";

/** Server-sent events. Comments and events without data come out with empty data, so that they can be passed on. */
export class SseFrames implements FrameReader {
  broken: string | null = null;
  #tail = "";
  #scanned = 0;

  push(bytes: string): Frame[] {
    const text = this.#tail === "" ? bytes : this.#tail + bytes;
    const frames: Frame[] = [];
    let start = 0;
    let from = this.#scanned;
    for (;;) {
      const end = eventEnd(text, Math.max(start, from));
      if (end < 0) break;
      frames.push(frameOf(text.slice(start, end)));
      start = end;
      from = end;
    }
    this.#tail = start === 0 ? text : text.slice(start);
    // A blank line may be split: the last three characters are looked at again.
    this.#scanned = Math.max(0, this.#tail.length - 3);
    if (this.#tail.length > MAX_FRAME_CHARACTERS) this.broken = "an event of the stream is too long";
    return frames;
  }

  end(): Frame[] {
    const rest = this.#tail;
    this.#tail = "";
    this.#scanned = 0;
    return rest.trim() === "" ? [] : [frameOf(`${rest}\n\n`)];
  }
}

function frameOf(raw: string): Frame {
  return { event: eventName(raw), data: eventPayload(raw) ?? "", raw };
}

function eventName(raw: string): string | null {
  if (!raw.startsWith("event:") && !raw.includes("\nevent:")) return null;
  const line = raw.split("\n").find((one) => one.startsWith("event:"));
  return line === undefined ? null : line.slice(6).trim();
}
