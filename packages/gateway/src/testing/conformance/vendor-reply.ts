import type { JsonObject } from "../../json-fields.ts";

/** What replies can tell, as the table names it. */
export const TOLD = {
  text: "Text",
  reasoning: "Reasoning",
  signed: "Signed or sealed thinking",
  calls: "Parallel tool calls",
  pieces: "Arguments as they are written",
  citations: "Citations",
  picture: "Pictures",
  logprobs: "logprobs",
  several: "Several answers",
  cut: "Cut at the ceiling",
  usage: "Usage",
  cached: "Cached tokens",
  failure: "Errors, also within a stream",
} as const;
export type ToldFeature = keyof typeof TOLD;

/** Of a picture, base64. */
export const PIXEL = "iVBORw0KGgo=";
export const WORDS = "Grüße 👋 here.";
export const SOURCE = "https://sources.example/one";

/** A vendor's replies, written by hand from its reference: one that tells all it can, and some that differ. Streams are one character per byte. */
export interface VendorReply {
  readonly whole: JsonObject;
  readonly stream: string;
}
export type VendorReplies = Readonly<Record<"full" | "cut" | "failure", VendorReply>> & {
  readonly several?: VendorReply;
  /** What the full reply tells. */
  readonly tells: readonly ToldFeature[];
};

const bytes = (text: string) => Buffer.from(text).toString("latin1");
export const plain = (...chunks: readonly unknown[]) =>
  bytes(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(""));
export const named = (...events: readonly JsonObject[]) =>
  bytes(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
export const lines = (...chunks: readonly unknown[]) =>
  bytes(chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join(""));

export const A = '{"word":"a"}';
export const B = '{"word":"b"}';
export const halves = (text: string) => [text.slice(0, 4), text.slice(4)] as const;
export const PROBABLE = [{ token: "G", logprob: -0.1, bytes: [71], top_logprobs: [] }];
export const OVERLOADED = { message: "overloaded", type: "server_error", code: 503 };
