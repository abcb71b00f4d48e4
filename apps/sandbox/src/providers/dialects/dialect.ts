import type { z } from "zod";
import type { PreparedCall } from "../call.ts";
import type { ChatRequest } from "../chat-request.ts";
import type { ProviderError } from "../provider-error.ts";
import type { StreamEvent } from "../stream-events.ts";
import type { Usage } from "../usage.ts";

/** What an address says besides whom it is for. */
export type Address = { model?: string; stream?: boolean };

export type StreamWriter = {
  readonly contentType: string;
  /** Everything before the first event. */
  open: () => string | Buffer;
  /** @param tokensSoFar completion tokens up to and with this event. */
  event: (event: StreamEvent, tokensSoFar: number) => string | Buffer;
  /** Everything after the last event. @param usage null when it is to be missing. */
  close: (usage: Usage | null) => string | Buffer;
  /** How a failure in the middle of the stream is told. */
  failure: (message: string) => string | Buffer;
};

/** A wire format the simulated providers speak. Requests are read into the chat form, in which replies are composed. */
export type Dialect = {
  readonly name: string;
  /** Matches the part of the address after the provider; the first group is the model, the second the method, where they stand there. */
  readonly path: RegExp;
  address: (match: RegExpExecArray) => Address;
  /** Reads a body, with the model and the streaming that stand in the address put in. */
  readonly request: z.ZodType<ChatRequest>;
  /** Where callers put their key when it is no bearer token; null where none is asked for. */
  readonly credentialHeader: "authorization" | "x-api-key" | "x-goog-api-key" | null;
  /** An error in its own words, with headers it adds. */
  refusal: (error: ProviderError) => { body: unknown; headers?: Record<string, string> };
  whole: (call: PreparedCall, usage: Usage | null) => unknown;
  stream: (call: PreparedCall) => StreamWriter;
};

export function sse(value: unknown, event?: string): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(value)}\n\n`;
}
