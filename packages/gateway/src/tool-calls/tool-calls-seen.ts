import type { ReplyEvent } from "../conversation/reply-event.ts";
import { countIn, objectIn, objectsIn, parseByteText, textIn } from "../json-fields.ts";
import { eventPayload } from "../sse-event.ts";

/** Longest arguments of one call that are kept, and most calls of one answer. */
const MAX_ARGUMENTS = 256 * 1024;
const MAX_CALLS = 128;

/** A call of a tool in an answer. */
export interface ToolCallSeen {
  readonly name: string;
  /** JSON text; `null` for more than is kept. */
  readonly arguments: string | null;
}

interface Draft {
  readonly id: string | null;
  readonly name: string;
  text: string | null;
}

/** Puts the calls of an answer together from its pieces. Only answers to requests that offer tools are watched. */
export class ToolCallsSeen {
  readonly #drafts: Draft[] = [];
  /** The newest call at each place. */
  readonly #places = new Map<string, Draft>();

  get calls(): readonly ToolCallSeen[] {
    return this.#drafts.map(({ name, text }) => ({ name, arguments: text }));
  }

  note(event: ReplyEvent): void {
    if (event.kind === "tool_call") this.#begin(`${event.choice}.${event.index}`, event.id, event.name);
    else if (event.kind === "tool_arguments") this.#add(`${event.choice}.${event.index}`, event.text);
  }

  /** Reads an event of a chat completion stream. @param event with its `data:`, one character per byte. */
  noteChunk(event: string): void {
    if (!event.includes('"tool_calls"')) return;
    const payload = eventPayload(event);
    if (payload !== null) this.noteChoices(objectIn(parseByteText(payload)).choices);
  }

  /** @param choices of a chat completion, or of a chunk of one. */
  noteChoices(choices: unknown): void {
    for (const choice of objectsIn(choices)) {
      const { tool_calls: calls } = objectIn(choice.delta ?? choice.message);
      objectsIn(calls).forEach((call, at) => {
        const place = `${countIn(choice.index) ?? 0}.${countIn(call.index) ?? at}`;
        const { name, arguments: text } = objectIn(call.function);
        const [id, called] = [textIn(call.id), textIn(name)];
        // Some vendors give every call the same index, and some repeat the name with every piece.
        const current = this.#places.get(place);
        if (called && (!current || (id && id !== current.id))) this.#begin(place, id, called);
        if (textIn(text)) this.#add(place, textIn(text) ?? "");
      });
    }
  }

  #begin(place: string, id: string | null, name: string): void {
    const draft: Draft = { id, name, text: "" };
    this.#places.set(place, draft);
    if (this.#drafts.length < MAX_CALLS) this.#drafts.push(draft);
  }

  #add(place: string, text: string): void {
    const draft = this.#places.get(place);
    if (!draft || draft.text === null) return;
    draft.text = draft.text.length + text.length <= MAX_ARGUMENTS ? draft.text + text : null;
  }
}
