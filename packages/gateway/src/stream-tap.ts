import { ChatStreamTap } from "./chat-stream-tap.ts";
import type { ReplyHead } from "./conversation/reply-writer.ts";
import type { UpstreamErrorObject } from "./error-object.ts";
import { PassingTap } from "./passing-tap.ts";
import type { ConversationDialect } from "./reply-formats.ts";
import { CompletionTap } from "./services/completion-tap.ts";
import { type AskedSurface, isService } from "./services/services.ts";
import type { ToolCallsSeen } from "./tool-calls/tool-calls-seen.ts";
import { TranslatingTap } from "./translating-tap.ts";
import type { ReportedUsage } from "./usage-units.ts";

/** Sits between an endpoint's stream and a caller: hands out what may go on, and meters on the way. Text is one character per byte. */
export interface StreamTap {
  readonly hasContent: boolean;
  finishReason: string | null;
  /** The usage object to show before the cost is added; undefined when none came. */
  readonly usage: unknown;
  readonly reported: ReportedUsage | null;
  readonly error: UpstreamErrorObject | null;
  /** The endpoint said that nothing follows. */
  readonly done: boolean;
  readonly outputText: string;
  readonly outputBeyond: number;
  /** Set before the first bytes where calls of tools are to be judged. */
  toolCalls: ToolCallsSeen | null;
  push(bytes: string): string;
  end(): string;
  closing(usage: string, includeUsage: boolean): string;
  failure(error: string, usage: string): string;
  /** Ends the answer because its budget is used up. */
  lengthReached(reason: string, choices: number): string;
}

/** The tap for an endpoint's dialect and a caller's surface; of the services only text completions stream. Where both are the same, bytes pass. */
export function streamTap(surface: AskedSurface, dialect: ConversationDialect, head: ReplyHead): StreamTap {
  if (isService(surface)) return new CompletionTap(head);
  if (surface !== dialect) return new TranslatingTap({ surface, dialect }, head);
  return surface === "openai-chat" ? new ChatStreamTap(head) : new PassingTap(surface, head);
}
