import type { IncomingMessage, ServerResponse } from "node:http";
import type { CallOutcome } from "./call-journal.ts";
import type { ChatRequest } from "./chat-request.ts";
import type { ReplyPlan } from "./compose-reply.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { Directive } from "./directive.ts";
import type { Pace } from "./pace.ts";
import type { ProviderProfile } from "./profiles.ts";
import type { TokenCounts } from "./usage.ts";

/** A call whose reply is written and only has to be sent. */
export type PreparedCall = {
  id: string;
  created: number;
  dialect: Dialect;
  profile: ProviderProfile;
  request: ChatRequest;
  directive: Directive | undefined;
  reply: ReplyPlan;
  counts: TokenCounts;
  pace: Pace;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** Fires when the caller goes away. */
  signal: AbortSignal;
};

export type Sent = { outcome: CallOutcome; contentEvents: number };

/** Fields that open every chat completion object and chunk. */
export function envelope(call: PreparedCall, object: "chat.completion" | "chat.completion.chunk") {
  return {
    id: call.id,
    object,
    created: call.created,
    model: call.request.model,
    service_tier: "default",
    system_fingerprint: `fp_${call.profile.slug.replaceAll("-", "_")}`,
  };
}
