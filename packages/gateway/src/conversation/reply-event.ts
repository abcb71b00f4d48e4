import type { UpstreamErrorObject } from "../error-object.ts";
import type { ReportedUsage } from "../usage-units.ts";

/** Why an answer ended, in words that every dialect has a translation for. */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "error";

/** A source the answer refers to. */
export interface Citation {
  readonly url: string | null;
  readonly title: string | null;
  readonly quoted: string | null;
  /** Where in the text it belongs, when the vendor says. */
  readonly start: number | null;
  readonly end: number | null;
}

/** A step of an answer, the same for all dialects and for streams and whole replies. `choice` counts answers from 0. */
export type ReplyEvent =
  | { readonly kind: "text"; readonly choice: number; readonly text: string }
  | { readonly kind: "refusal"; readonly choice: number; readonly text: string }
  /** Thinking that the vendor shows. */
  | { readonly kind: "reasoning"; readonly choice: number; readonly text: string }
  /** Proves to the same vendor in the next turn that the thinking before it is its own; ends that thinking. */
  | { readonly kind: "reasoning_signature"; readonly choice: number; readonly signature: string }
  | { readonly kind: "redacted_reasoning"; readonly choice: number; readonly data: string }
  /** A tool call begins. `index` counts the calls of the choice from 0. */
  | {
      readonly kind: "tool_call";
      readonly choice: number;
      readonly index: number;
      readonly id: string | null;
      readonly name: string;
      /** Gemini's proof that the call is its own. */
      readonly signature: string | null;
    }
  /** A piece of the JSON text of the call's arguments. */
  | { readonly kind: "tool_arguments"; readonly choice: number; readonly index: number; readonly text: string }
  | { readonly kind: "citation"; readonly choice: number; readonly citation: Citation }
  | { readonly kind: "image"; readonly choice: number; readonly mediaType: string; readonly base64: string }
  /** Something the vendor generated that no other dialect has a name for, such as its own server tools. It counts as content. */
  | { readonly kind: "vendor_item"; readonly choice: number; readonly name: string }
  | { readonly kind: "logprobs"; readonly choice: number; readonly content: readonly unknown[] }
  | { readonly kind: "finish"; readonly choice: number; readonly reason: FinishReason }
  /** Cumulative: a later one replaces it. */
  | { readonly kind: "usage"; readonly usage: ReportedUsage; readonly reported: unknown }
  | { readonly kind: "error"; readonly error: UpstreamErrorObject }
  /** Nothing follows. */
  | { readonly kind: "end" };

/** Turns frames of one dialect into events. Keeps what has to be known from frame to frame. */
export interface EventReader {
  /** @param data parsed JSON. */
  read(data: unknown, event: string | null): ReplyEvent[];
}
