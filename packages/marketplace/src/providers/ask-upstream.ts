import { type DialectQuirks, readDialect } from "@tollgate/gateway/dialect-quirks";
import type { ModelKind } from "@tollgate/gateway/model-kind";
import { readUpstreamCredential, signUpstreamCall } from "@tollgate/gateway/upstream-credential";
import { type Agent, request } from "undici";
import { askForToken } from "./ask-for-token.ts";
import { guardAddress } from "./guarded-address.ts";
import { pinnedAgent } from "./pinned-agent.ts";

export interface ProbeTarget {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly dialect: string;
  readonly upstreamModel: string;
  /** What the model is asked for. */
  readonly kind: ModelKind;
  readonly credential: string | null;
}

export interface AskOptions {
  readonly egressAllow: readonly string[];
  readonly now: () => Date;
}

const TIMEOUT_MS = 15_000;
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

export interface Reply {
  readonly status: number;
  readonly latencyMs: number;
  readonly text: string;
  /** One character per byte. */
  readonly bytes: string;
  readonly contentType: string | null;
}

/** A provider's API that can be asked. */
export interface OpenUpstream {
  readonly agent: Agent;
  readonly target: ReadyTarget;
  readonly quirks: DialectQuirks;
}

/**
 * Has an API asked over a connection to its judged address only. Never throws, follows no redirect, reads bounded replies in bounded time.
 * @returns what the questions found, or a sentence why nothing could be asked.
 */
export async function withUpstream<Found>(
  target: ProbeTarget,
  options: AskOptions,
  ask: (upstream: OpenUpstream) => Promise<Found>,
): Promise<Found | { readonly message: string }> {
  const quirks = readDialect(target.dialect);
  if (!quirks) return { message: "The endpoint's dialect is not spoken here." };
  const guarded = await guardAddress(new URL(target.baseUrl), options.egressAllow);
  if (guarded.kind !== "pinned") return { message: guarded.message };
  const agent = pinnedAgent(guarded, { timeoutMs: TIMEOUT_MS, maxReplyBytes: MAX_REPLY_BYTES });
  try {
    const ready = await readyToProve(target, quirks, options);
    return "message" in ready ? ready : await ask({ agent, target: ready, quirks });
  } catch (error) {
    return { message: explainFailure(error) };
  } finally {
    await agent.destroy();
  }
}

/** A probe's target with what its calls prove themselves with: for a service account a token is had first. */
export interface ReadyTarget extends ProbeTarget {
  /** Adds what proves one call. */
  readonly prove: (call: { readonly path: string; readonly body: Buffer }) => readonly string[];
}

async function readyToProve(
  target: ProbeTarget,
  quirks: DialectQuirks,
  { egressAllow, now }: AskOptions,
): Promise<ReadyTarget | { readonly message: string }> {
  const { hostname, host } = new URL(target.baseUrl);
  const read = readUpstreamCredential(quirks, target.credential, hostname);
  if (read === null) return { message: "The key is not of the kind that this API needs. Enter it again." };
  if (read.kind === "headers") return { ...target, prove: () => [] };
  if (read.kind === "service-account") {
    const token = await askForToken(read.account, { egressAllow, nowMs: now().getTime(), timeoutMs: TIMEOUT_MS });
    if ("message" in token) return token;
    return { ...target, credential: null, prove: () => ["authorization", `Bearer ${token.token}`] };
  }
  return {
    ...target,
    credential: null,
    prove: ({ path, body }) => {
      const [pathname = "", query = ""] = new URL(target.baseUrl + path).href
        .slice(new URL(target.baseUrl).origin.length)
        .split("?");
      const headers = { "content-type": "application/json" };
      return signUpstreamCall(read, { method: "POST", host, path: pathname, query, headers, body }, now().getTime());
    },
  };
}

export async function send(
  agent: Agent,
  { baseUrl, prove }: ReadyTarget,
  { path, headers, body }: { path: string; headers: readonly string[]; body?: string | Buffer },
): Promise<Reply> {
  const started = performance.now();
  const reply = await request(`${baseUrl}${path}`, {
    dispatcher: agent,
    method: body === undefined ? "GET" : "POST",
    headers: [
      ...["accept", "application/json", "user-agent", "tollgate-probe"],
      ...headers,
      ...prove({ path, body: Buffer.from(body ?? "") }),
    ],
    body: body ?? null,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const received = Buffer.from(await reply.body.arrayBuffer());
  const { "content-type": type } = reply.headers;
  return {
    status: reply.statusCode,
    latencyMs: Math.round(performance.now() - started),
    text: received.toString("utf8"),
    bytes: received.toString("latin1"),
    contentType: typeof type === "string" ? type : null,
  };
}

function explainFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const name = error instanceof Error ? error.name : "";
  if (code === "ECONNREFUSED") return "Nothing listens at this address.";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") return "The connection was cut before an answer came.";
  if (code.includes("TIMEOUT") || code === "ETIMEDOUT" || name === "TimeoutError")
    return `No answer within ${TIMEOUT_MS / 1000} seconds.`;
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return "The answer is too large for a probe.";
  if (code.startsWith("ERR_TLS") || code.includes("CERT")) return "The server's TLS certificate could not be verified.";
  return "The API could not be reached.";
}
