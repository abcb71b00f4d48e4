import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendBenchReply } from "./bench-reply.ts";
import type { PreparedCall, Sent } from "./call.ts";
import { recordableHeaders } from "./call-journal.ts";
import {
  type ChatRequest,
  lastUserMessage,
  messageText,
  parseChatRequest,
  replaceLastUserText,
} from "./chat-request.ts";
import { composeReply } from "./compose-reply.ts";
import type { Address, Dialect } from "./dialects/dialect.ts";
import { type Directive, extractDirective, parseDirective } from "./directive.ts";
import { choosePace, pause } from "./pace.ts";
import type { ProviderProfile } from "./profiles.ts";
import { promptTokens } from "./prompt-tokens.ts";
import { type ProviderError, providerError, refuseKey } from "./provider-error.ts";
import type { ProviderState } from "./provider-state.ts";
import { hashText, seededRandom } from "./seeded-random.ts";
import { sendStream } from "./send-stream.ts";
import { sendUnary } from "./send-unary.ts";
import { reportedUsage, type TokenCounts } from "./usage.ts";

const MAX_BODY_BYTES = 64 * 1024 * 1024;

type Exchange = {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  profile: ProviderProfile;
  state: ProviderState;
  dialect: Dialect;
  address: Address;
};

/** Answers one call for an answer in any dialect, from raw request to the journal entry. */
export async function handleChat(exchange: Exchange): Promise<void> {
  const { incoming, outgoing, profile, state, dialect } = exchange;
  const startedAt = Date.now();
  const body = await readBody(incoming);
  if (body === undefined) {
    sendError(exchange, providerError({ status: 413, message: "The request body is larger than 64 MiB." }));
    return;
  }
  const refusal = refuseCaller(exchange) ?? state.outageRefusal(profile);
  if (refusal === undefined && profile.habits.fixedReply === true && dialect.name === "openai-chat") {
    sendBenchReply(body, outgoing);
    return;
  }
  const prepared = refusal ?? prepare(exchange, body);
  const record = {
    at: new Date(startedAt).toISOString(),
    provider: profile.slug,
    dialect: dialect.name,
    requestHash: createHash("sha256").update(body).digest("hex"),
    headers: recordableHeaders(incoming.headers),
  };
  if ("status" in prepared) {
    sendError(exchange, prepared);
    const { status } = prepared;
    const refused = {
      model: null,
      stream: false,
      outcome: "refused",
      aborted: false,
      contentEvents: 0,
      usage: null,
    } as const;
    state.journal.add({ ...record, ...refused, status, durationMs: Date.now() - startedAt });
    return;
  }
  const leave = state.enter(profile.slug);
  const sent = await send(prepared).finally(leave);
  state.journal.add({
    ...record,
    ...sent,
    model: prepared.request.model,
    stream: prepared.request.stream === true,
    status: sent.outcome === "refused" ? outgoing.statusCode : 200,
    aborted: sent.outcome === "aborted",
    usage: sent.outcome === "completed" ? reportedUsage(prepared.counts, prepared.directive) : null,
    durationMs: Date.now() - startedAt,
  });
}

async function send(call: PreparedCall): Promise<Sent> {
  const { directive } = call;
  if (!(await pause(directive?.headers_delay_ms ?? 0, call.signal))) {
    return { outcome: "aborted", contentEvents: 0 };
  }
  if (directive?.status !== undefined) {
    const { status, retry_after: retryAfterSeconds, error_message: message } = directive;
    sendError(call, providerError({ status, message, retryAfterSeconds }));
    return { outcome: "refused", contentEvents: 0 };
  }
  return call.request.stream === true ? sendStream(call) : sendUnary(call);
}

/** Everything that is decided before the first byte goes out. */
function prepare(exchange: Exchange, body: string): PreparedCall | ProviderError {
  const { incoming, outgoing, profile, state, dialect, address } = exchange;
  const parsed = parseChatRequest(body, dialect.request, address);
  if (parsed.kind === "invalid") {
    return providerError({ status: 400, ...parsed });
  }
  const scripted = readScript(parsed.request, incoming, profile);
  if (scripted.kind === "bad") {
    return providerError({ status: 400, message: scripted.message, code: "sandbox_directive" });
  }
  const { request, directive } = scripted;
  const refusal = directive === undefined ? state.habitRefusal(profile) : undefined;
  if (refusal !== undefined) {
    return refusal;
  }
  const reply = composeReply(request, profile, directive);
  const prompt = promptTokens(request);
  const counts: TokenCounts = {
    prompt: prompt.length,
    cached: state.prefixes.lookUpAndRemember(profile.slug, prompt),
    completion: reply.completionTokens,
    reasoning: reply.reasoningTokens,
    ...(reply.pictureTokens > 0 ? { pictures: reply.pictureTokens } : {}),
  };
  const abort = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) {
      abort.abort();
    }
  });
  const pace = choosePace(profile, directive, seededRandom(hashText(body) ^ startedAtSeed()));
  const id = `chatcmpl-${randomBytes(15).toString("hex").slice(0, 29)}`;
  const created = Math.floor(Date.now() / 1000);
  const { signal } = abort;
  return { id, created, dialect, profile, request, directive, reply, counts, pace, incoming, outgoing, signal };
}

/** Latency varies from call to call even when the text does not. */
function startedAtSeed(): number {
  return Math.floor(performance.now() * 1000) >>> 0;
}

type Script = { kind: "ok"; request: ChatRequest; directive: Directive | undefined } | { kind: "bad"; message: string };

/** Finds the script of a call: the header wins over a directive in the last user message, which is always taken out. */
function readScript(request: ChatRequest, incoming: IncomingMessage, profile: ProviderProfile): Script {
  const inText = extractDirective(messageText(lastUserMessage(request.messages)));
  const header = incoming.headers["x-sandbox"];
  const source = typeof header === "string" ? header : inText.source;
  const parsed = parseDirective(source, profile.slug);
  if (parsed.kind === "bad") {
    return parsed;
  }
  const messages = inText.source === undefined ? request.messages : replaceLastUserText(request.messages, inText.text);
  return {
    kind: "ok",
    request: { ...request, messages },
    directive: parsed.kind === "script" ? parsed.directive : undefined,
  };
}

function refuseCaller({ dialect, incoming }: Exchange): ProviderError | undefined {
  if (dialect.credentialHeader === null) {
    return undefined;
  }
  const given = incoming.headers[dialect.credentialHeader] ?? incoming.headers.authorization;
  return refuseKey(typeof given === "string" ? given : undefined);
}

function sendError({ outgoing, dialect }: { outgoing: ServerResponse; dialect: Dialect }, error: ProviderError): void {
  const worded = dialect.refusal(error);
  const body = Buffer.from(JSON.stringify(worded.body));
  const type = { "content-type": "application/json", "content-length": body.length };
  const headers = { ...type, ...error.headers, ...worded.headers };
  outgoing.writeHead(error.status, headers).end(body);
}

/** The body as text, or undefined when it is larger than the simulator takes. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    size += part.length;
    if (size <= MAX_BODY_BYTES) {
      parts.push(part);
    }
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(parts).toString("utf8");
}
