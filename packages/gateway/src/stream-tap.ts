import { ChatStreamTap } from "./chat-stream-tap.ts";
import type { ReplyHead } from "./conversation/reply-writer.ts";
import type { UpstreamErrorObject } from "./error-object.ts";
import { PassingTap } from "./passing-tap.ts";
import type { ConversationDialect } from "./reply-formats.ts";
import { CompletionTap } from "./services/completion-tap.ts";
import { EventTap } from "./services/event-tap.ts";
import { type AskedSurface, isService, SERVICES } from "./services/services.ts";
import type { ToolCallsSeen } from "./tool-calls/tool-calls-seen.ts";
import { TranslatingTap } from "./translating-tap.ts";
import type { MeteredUnits, ReportedUsage } from "./usage-units.ts";

/** Sits between an endpoint's stream and a caller: hands out what may go on, and meters on the way. Text is one character per byte. */
export interface StreamTap {
  readonly hasContent: boolean;
  finishReason: string | null;
  /** The usage object to show before the cost is added; undefined when none came. */
  readonly usage: unknown;
  readonly reported: ReportedUsage | null;
  /** More was generated after the usage was reported, as where a vendor tells it when an answer begins and again when it ends. */
  readonly reportIsEarly?: boolean;
  readonly error: UpstreamErrorObject | null;
  /** The endpoint said that nothing follows. */
  readonly done: boolean;
  readonly outputText: string;
  readonly outputBeyond: number;
  /** Pictures in the answer, where it can have any. */
  readonly pictures?: number;
  /** Set before the first bytes where calls of tools are to be judged. */
  toolCalls: ToolCallsSeen | null;
  /** Pieces that were counted in the stream, of services that have any. */
  readonly counted?: MeteredUnits;
  push(bytes: string): string;
  end(): string;
  closing(usage: string, includeUsage: boolean): string;
  failure(error: string, usage: string): string;
  /** Takes an answer that came in one piece where a stream was asked for; `null` for what is none. Missing where that is a failure. */
  whole?(bytes: string): string | null;
  /** Ends the answer because its budget is used up. */
  lengthReached(reason: string, choices: number): string;
}

/** The tap for an endpoint's dialect and a caller's surface; of the services text completions, pictures and transcripts stream. Where both are the same, bytes pass. */
export function streamTap(surface: AskedSurface, dialect: ConversationDialect, head: ReplyHead): StreamTap {
  if (isService(surface)) {
    const { streams } = SERVICES[surface];
    return typeof streams === "boolean" ? new CompletionTap(head) : new EventTap(streams, head);
  }
  if (surface !== dialect) return new TranslatingTap({ surface, dialect }, head);
  return surface === "openai-chat" ? new ChatStreamTap(head) : new PassingTap(surface, head);
}
