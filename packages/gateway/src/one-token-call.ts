import type { Conversation } from "./conversation/conversation.ts";
import { NO_SETTINGS } from "./conversation/conversation-draft.ts";
import type { DialectQuirks } from "./dialect-quirks.ts";
import { isRecord } from "./is-record.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { credentialHeaders, upstreamPath } from "./upstream-call.ts";
import { writeUpstream } from "./write-upstream.ts";

const GREETING: Conversation = {
  system: [],
  turns: [{ role: "user", parts: [{ kind: "text", text: "Hi" }] }],
  tools: [],
  toolChoice: null,
  settings: NO_SETTINGS,
  unknown: [],
};

/** The responses API takes no lower limit than this. */
const LEAST_OUTPUT_TOKENS: Partial<Record<ConversationDialect, number>> = { "openai-responses": 16 };

/** The smallest question an endpoint can be asked, to see whether it answers. Headers are flat and include the credential. */
export function oneTokenCall(
  quirks: DialectQuirks,
  { model, credential }: { model: string; credential: string | null },
) {
  const needs = { model, maxOutputTokens: LEAST_OUTPUT_TOKENS[quirks.name] ?? 1, stream: false };
  return {
    path: upstreamPath(quirks.name, model, false),
    headers: credentialHeaders(quirks, credential),
    body: JSON.stringify(writeUpstream(GREETING, needs, quirks)),
  };
}

/** Whether a body is an answer in the shape of the dialect. */
export function isAnswer(dialect: ConversationDialect, body: unknown): boolean {
  if (!isRecord(body)) return false;
  const events = REPLY_FORMATS[dialect].whole(body).filter(({ kind }) => kind !== "end");
  return events.length > 0 && events.every(({ kind }) => kind !== "error");
}
