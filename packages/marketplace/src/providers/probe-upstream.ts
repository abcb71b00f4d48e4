import { type DialectQuirks, readDialect } from "@tollgate/gateway/dialect-quirks";
import type { ModelKind } from "@tollgate/gateway/model-kind";
import { answersSmallestCall, COSTLY_KINDS, smallestCall } from "@tollgate/gateway/smallest-call";
import { credentialHeaders } from "@tollgate/gateway/upstream-call";
import { readUpstreamCredential, signUpstreamCall } from "@tollgate/gateway/upstream-credential";
import { type Agent, request } from "undici";
import { z } from "zod";
import { askForToken } from "./ask-for-token.ts";
import { guardAddress } from "./guarded-address.ts";
import { pinnedAgent } from "./pinned-agent.ts";

/** What a probe found, as stored with the endpoint. */
export interface ProbeResult {
  /** ISO 8601. */
  readonly at: string;
  readonly ok: boolean;
  /** Of the request that decided; `null` when nothing was sent. */
  readonly latencyMs: number | null;
  /** A sentence the provider can act on. */
  readonly message: string;
}

export interface ProbeTarget {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly dialect: string;
  readonly upstreamModel: string;
  /** What the model is asked for. */
  readonly kind: ModelKind;
  readonly credential: string | null;
}

export interface ProbeOptions {
  /** `light` asks whether the model is there, and for the smallest answer only if the API cannot say and it costs next to nothing; `full` always asks. */
  readonly depth: "light" | "full";
  readonly egressAllow: readonly string[];
  readonly now: () => Date;
}

const TIMEOUT_MS = 15_000;
const MAX_REPLY_BYTES = 4 * 1024 * 1024;

type Outcome = Omit<ProbeResult, "at">;

interface Reply {
  readonly status: number;
  readonly latencyMs: number;
  readonly text: string;
  /** One character per byte. */
  readonly bytes: string;
  readonly contentType: string | null;
}

/** Asks a provider's API whether it serves a model. Never throws, follows no redirect, reads a bounded reply in bounded time. */
export async function probeUpstream(target: ProbeTarget, options: ProbeOptions): Promise<ProbeResult> {
  const at = options.now().toISOString();
  const quirks = readDialect(target.dialect);
  if (!quirks) return { at, ok: false, latencyMs: null, message: "The endpoint's dialect is not spoken here." };
  const guarded = await guardAddress(new URL(target.baseUrl), options.egressAllow);
  if (guarded.kind !== "pinned") return { at, ok: false, latencyMs: null, message: guarded.message };
  const agent = pinnedAgent(guarded, { timeoutMs: TIMEOUT_MS, maxReplyBytes: MAX_REPLY_BYTES });
  try {
    const ready = await readyToProve(target, quirks, options);
    if ("ok" in ready) return { at, ...ready };
    const found = options.depth === "light" ? await findModel(agent, ready, quirks) : null;
    return { at, ...(found ?? (await askForLeast(agent, ready, quirks))) };
  } catch (error) {
    return { at, ok: false, latencyMs: null, message: explainFailure(error) };
  } finally {
    await agent.destroy();
  }
}

/** A probe's target with what its calls prove themselves with: for a service account a token is had first. */
interface ReadyTarget extends ProbeTarget {
  /** Adds what proves one call. */
  readonly prove: (call: { readonly path: string; readonly body: Buffer }) => readonly string[];
}

async function readyToProve(
  target: ProbeTarget,
  quirks: DialectQuirks,
  { egressAllow, now }: ProbeOptions,
): Promise<ReadyTarget | Outcome> {
  const { hostname, host } = new URL(target.baseUrl);
  const read = readUpstreamCredential(quirks, target.credential, hostname);
  const failed = (message: string): Outcome => ({ ok: false, latencyMs: null, message });
  if (read === null) return failed("The key is not of the kind that this API needs. Enter it again.");
  if (read.kind === "headers") return { ...target, prove: () => [] };
  if (read.kind === "service-account") {
    const token = await askForToken(read.account, { egressAllow, nowMs: now().getTime(), timeoutMs: TIMEOUT_MS });
    if ("message" in token) return failed(token.message);
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

/** Dialects whose APIs list models below the same address. */
const LISTS_MODELS: ReadonlySet<string> = new Set([
  "openai-chat",
  "openai-responses",
  "anthropic-messages",
  "gemini-generate",
]);

/** @returns `null` when the API does not say whether it has the model. */
async function findModel(agent: Agent, target: ReadyTarget, quirks: DialectQuirks): Promise<Outcome | null> {
  if (!LISTS_MODELS.has(quirks.name)) return null;
  const headers = credentialHeaders(quirks, target.credential);
  const path = target.upstreamModel.split("/").map(encodeURIComponent).join("/");
  const one = await send(agent, target, { path: `/models/${path}`, headers });
  if (one.status === 200) return { ok: true, latencyMs: one.latencyMs, message: "The API answers and has the model." };
  if (one.status === 401 || one.status === 403) return refusedKey(one);
  const all = await send(agent, target, { path: "/models", headers });
  if (all.status !== 200 || !listsModel(all.text, target.upstreamModel)) return unasked(target, all);
  return { ok: true, latencyMs: all.latencyMs, message: "The API answers and lists the model." };
}

/** Pictures and sound are not ordered every minute only to see whether they come. */
function unasked({ kind }: ProbeTarget, { latencyMs, status }: Reply): Outcome | null {
  if (!COSTLY_KINDS.has(kind) || status >= 500) return null;
  return { ok: true, latencyMs, message: "The API answers. It does not say whether it has the model." };
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

function listsModel(text: string, model: string): boolean {
  const list = ModelList.safeParse(parseJson(text));
  return list.success && list.data.data.some((one) => one.id === model);
}

async function askForLeast(agent: Agent, target: ReadyTarget, quirks: DialectQuirks): Promise<Outcome> {
  const { upstreamModel: model, credential, kind } = target;
  const call = smallestCall({ kind, quirks, model, credential });
  if (call === null)
    return {
      ok: false,
      latencyMs: null,
      message: `APIs that speak ${quirks.name} cannot be asked for this model's kind.`,
    };
  const reply = await send(agent, target, call);
  const { latencyMs, status } = reply;
  const request = kind === "chat" ? "a one-token request" : "the smallest request";
  if (status === 401 || status === 403) return refusedKey(reply);
  if (status === 404) {
    const message = "The API answered 404: check the address and the model's name in your API.";
    return { ok: false, latencyMs, message };
  }
  if (status === 429) return { ok: false, latencyMs, message: "The API answered 429: it is over its rate limit." };
  if (status >= 300 && status < 400)
    return { ok: false, latencyMs, message: `The API redirects (${status}). Enter the address it redirects to.` };
  if (status !== 200) return { ok: false, latencyMs, message: `The API answered ${status} to ${request}.` };
  if (!answersSmallestCall({ kind, quirks }, reply))
    return { ok: false, latencyMs, message: `The API answered, but not in the shape of ${quirks.name}.` };
  return { ok: true, latencyMs, message: `The model answered ${request}.` };
}

function refusedKey({ status, latencyMs }: Reply): Outcome {
  return { ok: false, latencyMs, message: `The API refused the key (${status}). Check the key you entered.` };
}

async function send(
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
