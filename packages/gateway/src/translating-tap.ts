import type { ReplyEvent } from "./conversation/reply-event.ts";
import type { ReplyHead, ReplySurface, StreamWriter } from "./conversation/reply-writer.ts";
import { isMarked, marked } from "./conversation/signed-thinking.ts";
import { EventMeter } from "./event-meter.ts";
import { toByteText } from "./json-members.ts";
import { EventStream } from "./read-event-stream.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import type { StreamTap } from "./stream-tap.ts";
import { SURFACES, type SurfaceName } from "./surfaces.ts";

export interface Pairing {
  readonly surface: SurfaceName;
  readonly dialect: ConversationDialect;
}

/** A tap between two dialects: events are read from one and written in the other. */
export class TranslatingTap extends EventMeter implements StreamTap {
  readonly #stream: EventStream;
  readonly #surface: ReplySurface;
  readonly #writer: StreamWriter;

  readonly #pairing: Pairing;

  constructor(pairing: Pairing, head: ReplyHead) {
    super();
    this.#pairing = pairing;
    this.#stream = new EventStream(REPLY_FORMATS[pairing.dialect]);
    this.#surface = SURFACES[pairing.surface].reply;
    this.#writer = this.#surface.stream(head);
  }

  push(bytes: string): string {
    return this.#take(this.#stream.push(bytes));
  }

  end(): string {
    return this.#take(this.#stream.end());
  }

  closing(usage: string, includeUsage: boolean): string {
    return toByteText(this.#writer.closing(usage, includeUsage));
  }

  failure(error: string, usage: string): string {
    return toByteText(this.#writer.failure(error, usage));
  }

  lengthReached(_reason: string, choices: number): string {
    let out = "";
    for (let choice = 0; choice < choices; choice += 1)
      out += this.#writer.write({ kind: "finish", choice, reason: "length" });
    return toByteText(out);
  }

  #take(events: readonly ReplyEvent[]): string {
    let out = "";
    for (const event of events) {
      if (this.done || this.error !== null) break;
      this.note(event);
      if (event.kind === "usage") this.usage = this.#surface.usage(event.usage.units);
      else if (this.error === null) out += this.#told(event);
    }
    return toByteText(out);
  }

  #told(event: ReplyEvent): string {
    if (!isMarked(event)) return this.#writer.write(event);
    const { dialect, surface } = this.#pairing;
    return marked(event, dialect, surface)
      .map((one) => this.#writer.write(one))
      .join("");
  }
}
