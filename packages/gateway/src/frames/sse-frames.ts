import { eventPayload } from "../sse-event.ts";
import { EventCutter } from "./event-cutter.ts";
import { type Frame, type FrameReader, MAX_FRAME_CHARACTERS } from "./frame.ts";

/** Server-sent events. Comments and events without data come out with empty data, so that they can be passed on. */
export class SseFrames implements FrameReader {
  broken: string | null = null;
  readonly #events = new EventCutter();

  push(bytes: string): Frame[] {
    if (this.broken !== null) return [];
    const frames = this.#events.push(bytes).map(frameOf);
    if (this.#events.kept > MAX_FRAME_CHARACTERS) this.broken = "an event of the stream is too long";
    return frames;
  }

  end(): Frame[] {
    const rest = this.#events.rest();
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
