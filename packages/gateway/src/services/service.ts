import type { ReplyHead } from "../conversation/reply-writer.ts";
import type { UpstreamErrorObject } from "../error-object.ts";
import type { InferenceRequest } from "../inference-request.ts";
import type { JsonObject } from "../json-fields.ts";
import type { ModelKind } from "../model-kind.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import type { UnitsBound } from "../units-bound.ts";
import type { MeteredUnits, ReportedUsage } from "../usage-units.ts";
import type { EventStreamShape } from "./event-tap.ts";

/** The most a request of a service can come to. */
export interface ServiceBounds {
  readonly inputTokensBound: number;
  /** Inputs the model reads apart from each other, each within its context. */
  readonly inputs: number;
  /** Per answer; 0 when the service gives no tokens, `null` when only the model limits them. */
  readonly maxOutputTokens: number | null;
  readonly choices: number;
  readonly unitsBound: UnitsBound;
  /** The endpoint cannot be told to give less. */
  readonly outputIsFixed?: boolean;
}

/** A whole answer of a service, metered and ready to be written for its caller. */
export interface ServiceReply {
  readonly kind: "completion";
  /** The usage object to show before the cost is added. */
  readonly usage: unknown;
  readonly reported: ReportedUsage | null;
  /** What the answer itself shows: how many pictures it has, how long the audio was. */
  readonly counted: MeteredUnits;
  readonly hasContent: boolean;
  readonly finishReason: string | null;
  /** Generated text, JSON-escaped byte text; for estimates. */
  readonly outputText: string;
  /** Content type of the answer when it is no JSON; it then has no usage in it. */
  readonly contentType?: string;
  /** The body, one character per byte. @param usage JSON of the usage object. */
  write(head: ReplyHead, usage: string): string;
}

export type ReadServiceReply =
  | ServiceReply
  | { readonly kind: "error"; readonly error: UpstreamErrorObject }
  | { readonly kind: "unreadable" };

/** What came back from an endpoint. */
export interface UpstreamReply {
  readonly dialect: ConversationDialect;
  /** One character per byte. */
  readonly bytes: string;
  readonly contentType: string | null;
}

export type AskedBody = Pick<InferenceRequest, "body" | "surface">;

/** An API that asks a model for something else than a conversation: what is asked, of whom, and what it comes to. */
export interface Service {
  /** What it gives, in a sentence. */
  readonly name: string;
  /** Models that can be asked. */
  readonly kind: ModelKind;
  /** Whether its answers can be streamed, and as which events where these are its own. */
  readonly streams: boolean | EventStreamShape;
  /** What is counted by the piece where the price list has a price for it; tokens otherwise. */
  readonly piece: "image" | "audio_second" | "search" | "character" | null;
  /** Token prices an endpoint needs that has none for the piece. Empty: the service is free. `null`: it is not priced by token. */
  readonly tokenPrices: readonly (keyof MeteredUnits)[] | null;
  /** Checks a body. @throws InvalidParam with a sentence about what is wrong. */
  understand(body: JsonObject, bytes: number): ServiceBounds;
  /** Path below an endpoint's base URL, or `null` when endpoints of the dialect cannot be asked at all. */
  path(dialect: ConversationDialect, model: string, body: JsonObject): string | null;
  /** What a body says that the dialect cannot say. */
  lacking(body: JsonObject, dialect: ConversationDialect): string[];
  /** The bytes an endpoint gets. */
  write(request: InferenceRequest, needs: ServiceNeeds): Buffer;
  read(asked: AskedBody, reply: UpstreamReply): ReadServiceReply;
  /** Texts of the request that a model reads. */
  texts(body: JsonObject): string[];
  /** Units of a request whose answer did not say any, beside the tokens of its texts. @param reply what came back. */
  estimate(body: JsonObject, reply: Pick<ServiceReply, "counted">): MeteredUnits;
  /** The body of an error answer. @param error the OpenAI error object. */
  error(error: unknown, status: number): unknown;
}

export interface ServiceNeeds {
  /** The model's name at the endpoint. */
  readonly model: string;
  readonly dialect: ConversationDialect;
  /** Per answer: the ceiling the hold was placed for. */
  readonly maxOutputTokens: number;
}

/** Bodies of errors in OpenAI's shape. */
export const openAiError = (error: unknown) => ({ error });

/** Dialects of endpoints that serve OpenAI's other APIs beside it, at the same address. */
export const OPENAI_DIALECTS: ReadonlySet<ConversationDialect> = new Set(["openai-chat", "openai-responses"]);

/** For services that only OpenAI-compatible endpoints have. */
export function openAiPath(path: string): Service["path"] {
  return (dialect) => (OPENAI_DIALECTS.has(dialect) ? path : null);
}
