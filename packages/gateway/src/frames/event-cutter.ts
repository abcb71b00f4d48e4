import { eventEnd } from "../sse-event.ts";

/** A blank line may be split: its first characters can lie in what came before. */
const SPLIT_CHARACTERS = 3;

/**
 * Cuts a stream of server-sent events, in any split, into events as they came. An event that arrives in many pieces is joined once, when it
 * ends: reading it again with every piece would let an endpoint that never ends one use up the processor.
 */
export class EventCutter {
  #pieces: string[] = [];
  /** The last characters of those pieces. */
  #last = "";
  #kept = 0;

  /** Characters of an event that has not ended. */
  get kept(): number {
    return this.#kept;
  }

  push(bytes: string): string[] {
    if (this.#kept > 0 && eventEnd(this.#last + bytes, 0) < 0) {
      this.#keep(bytes);
      return [];
    }
    const text = this.#kept === 0 ? bytes : this.rest() + bytes;
    const events: string[] = [];
    let start = 0;
    for (let end = eventEnd(text, 0); end >= 0; end = eventEnd(text, start)) {
      events.push(text.slice(start, end));
      start = end;
    }
    this.#keep(start === 0 ? text : text.slice(start));
    return events;
  }

  /** Takes what has not ended. */
  rest(): string {
    const rest = this.#pieces.length === 1 ? (this.#pieces[0] ?? "") : this.#pieces.join("");
    this.#pieces = [];
    this.#last = "";
    this.#kept = 0;
    return rest;
  }

  #keep(piece: string): void {
    if (piece === "") return;
    this.#pieces.push(piece);
    this.#kept += piece.length;
    this.#last = (this.#last + piece.slice(-SPLIT_CHARACTERS)).slice(-SPLIT_CHARACTERS);
  }
}
