import type { ReplyIdentity } from "../reply-identity.ts";
import type { MeteredUnits } from "../usage-units.ts";
import type { ReplyChoice } from "./fold-reply.ts";
import type { ReplyEvent } from "./reply-event.ts";

/** Writes a stream of one surface from events. What it returns is text, ready to be sent. */
export interface StreamWriter {
  write(event: ReplyEvent): string;
  /** The last events. @param usage JSON of the usage object. */
  closing(usage: string, includeUsage: boolean): string;
  /** The events that tell of a failure after the stream began. @param error JSON of an OpenAI error object. */
  failure(error: string, usage: string): string;
}

/** What an answer calls itself. */
export interface ReplyHead extends ReplyIdentity {
  readonly createdSeconds: number;
  /** Namespaces of the request's functions, which calls are told by. */
  readonly namespaces?: readonly string[];
  /** Of a response that is kept. */
  readonly stored?: boolean;
  /** Of a response that carries another on. */
  readonly previousResponseId?: string | undefined;
}

/** How answers to one surface are written. */
export interface ReplySurface {
  stream(head: ReplyHead): StreamWriter;
  /** JSON of a whole reply. @param usage JSON of the usage object. */
  whole(choices: readonly ReplyChoice[], head: ReplyHead, usage: string): string;
  /** The usage object in the surface's own names. */
  usage(units: MeteredUnits): Record<string, unknown>;
}

export function promptTokens(units: MeteredUnits): number {
  const { input, cache_read, cache_write_5m, cache_write_1h, input_audio, input_image } = units;
  return (
    (input ?? 0) +
    (cache_read ?? 0) +
    (cache_write_5m ?? 0) +
    (cache_write_1h ?? 0) +
    (input_audio ?? 0) +
    (input_image ?? 0)
  );
}

export function completionTokens(units: MeteredUnits): number {
  return (units.output ?? 0) + (units.reasoning ?? 0) + (units.output_audio ?? 0) + (units.output_image ?? 0);
}

/** A call id for vendors that give none. */
export function callIdFor(id: string | null, identity: ReplyIdentity, place: string): string {
  return id && id !== "" ? id : `call_${identity.generationId.slice(4, 28)}${place}`;
}

/** A server-sent event. */
export function sse(data: unknown, event?: string): string {
  const name = event === undefined ? "" : `event: ${event}\n`;
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}

/** JSON of an object with one more member whose JSON is written already: usage carries digits that a number would lose. */
export function withMember(body: Readonly<Record<string, unknown>>, name: string, json: string): string {
  const text = JSON.stringify(body);
  const open = text === "{}" ? "{" : `${text.slice(0, -1)},`;
  return `${open}${JSON.stringify(name)}:${json}}`;
}
