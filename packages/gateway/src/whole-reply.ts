import { foldReply } from "./conversation/fold-reply.ts";
import type { ReplyHead } from "./conversation/reply-writer.ts";
import { marked } from "./conversation/signed-thinking.ts";
import type { UpstreamErrorObject } from "./error-object.ts";
import { EventMeter } from "./event-meter.ts";
import { isRecord } from "./is-record.ts";
import { type JsonObject, objectIn, parseByteText } from "./json-fields.ts";
import { toByteText } from "./json-members.ts";
import { keepingMembers } from "./openai-responses/response-object.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { type AskedSurface, isService, SERVICES } from "./services/services.ts";
import { SURFACES, type SurfaceName } from "./surfaces.ts";
import { type ToolCallSeen, ToolCallsSeen } from "./tool-calls/tool-calls-seen.ts";
import { readUnaryReply, writeUnaryReply } from "./unary-reply.ts";
import { type MeteredUnits, type ReportedUsage, readUsage } from "./usage-units.ts";

/** A whole reply, metered and ready to be written for its caller. */
export interface WholeReply {
  readonly kind: "completion";
  readonly usage: unknown;
  readonly reported: ReportedUsage | null;
  readonly hasContent: boolean;
  readonly finishReason: string | null;
  readonly outputText: string;
  /** Pictures in the answer, where it can have any. */
  readonly pictures?: number;
  /** Pieces the reply itself shows, of services that have any. */
  readonly counted?: MeteredUnits;
  /** Calls of tools in it, read when asked for; missing where an answer has none. */
  toolCalls?(): readonly ToolCallSeen[];
  /** Of a reply that is no JSON. */
  readonly contentType?: string;
  /** The body, one character per byte. @param usage JSON of the usage object. */
  write(head: ReplyHead, usage: string): string;
}

export type ReadWholeReply =
  | WholeReply
  | { readonly kind: "error"; readonly error: UpstreamErrorObject }
  | { readonly kind: "unreadable" };

/** What was asked, and what came back. */
export interface Answered {
  readonly surface: AskedSurface;
  /** Of the request. */
  readonly body: JsonObject;
  readonly dialect: ConversationDialect;
  /** One character per byte. */
  readonly bytes: string;
  readonly contentType: string | null;
}

/** Reads a whole reply of an endpoint for a caller. */
export function readWholeReply({ surface, body: asked, dialect, bytes, contentType }: Answered): ReadWholeReply {
  if (isService(surface)) return SERVICES[surface].read({ surface, body: asked }, { dialect, bytes, contentType });
  if (surface === "openai-chat" && dialect === surface) return readChatBytes(bytes);
  const body = parseByteText(bytes);
  if (!isRecord(body)) return { kind: "unreadable" };
  const events = REPLY_FORMATS[dialect].whole(body);
  const meter = new EventMeter();
  for (const event of events) meter.note(event);
  if (meter.error !== null) return { kind: "error", error: meter.error };
  if (meter.finishReason === null && !meter.hasContent && meter.reported === null) return { kind: "unreadable" };
  const { hasContent, finishReason, outputText, pictures, reported } = meter;
  const { reply } = SURFACES[surface];
  const passes = surface === dialect;
  const told = () => events.flatMap((event) => marked(event, dialect, surface));
  return {
    kind: "completion",
    usage: passes ? meter.usage : reported && reply.usage(reported.units),
    reported,
    hasContent,
    finishReason,
    outputText,
    pictures,
    toolCalls() {
      const seen = new ToolCallsSeen();
      for (const event of events) seen.note(event);
      return seen.calls;
    },
    write: (head, usage) =>
      toByteText(passes ? renamed(surface, body, { head, usage }) : reply.whole(foldReply(told()), head, usage)),
  };
}

function readChatBytes(bytes: string): ReadWholeReply {
  const reply = readUnaryReply(bytes);
  if (reply.kind !== "completion") return reply;
  return {
    ...reply,
    reported: readUsage(reply.usage),
    toolCalls() {
      const seen = new ToolCallsSeen();
      if (bytes.includes('"tool_calls"')) seen.noteChoices(objectIn(parseByteText(bytes)).choices);
      return seen.calls;
    },
    write: (head, usage) => writeUnaryReply(reply, head, usage),
  };
}

/** The endpoint's own reply under our id, model and cost. */
function renamed(surface: SurfaceName, body: JsonObject, { head, usage }: { head: ReplyHead; usage: string }): string {
  const isGemini = surface === "gemini-generate";
  const usageName = isGemini ? "usageMetadata" : "usage";
  const { [usageName]: _reported, ...rest } = body;
  const ours = isGemini
    ? { responseId: head.generationId, modelVersion: head.model }
    : { id: head.generationId, model: head.model };
  const kept = surface === "openai-responses" ? keepingMembers(head) : {};
  const text = JSON.stringify({ ...rest, ...ours, ...kept, provider: head.provider });
  return `${text.slice(0, -1)},"${usageName}":${usage}}`;
}
