import type { IncomingMessage, ServerResponse } from "node:http";
import type { Snapshot } from "@tollgate/marketplace/snapshot/records";
import { readAccountRoute } from "./account-route.ts";
import { answerAccount } from "./answer-account.ts";
import { answerOnce } from "./answer-once.ts";
import { countTokensAnswer } from "./count-tokens-answer.ts";
import type { Exchange } from "./exchange.ts";
import { handleInference } from "./handle-inference.ts";
import { listGeminiModels, showGeminiModel } from "./list-gemini-models.ts";
import { countModels, listEndpoints, listModels, listProviders, showModel } from "./list-models.ts";
import { describeApi } from "./openapi/describe-api.ts";
import { decoded, type PostRoute, readPostRoute, surfaceOfPath } from "./post-routes.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { quoteAnswer } from "./quote-answer.ts";
import { Refusal } from "./refusal.ts";
import { sendJson, sendRefusal } from "./send.ts";

/** Answers one request; never rejects. */
export async function routeRequest(proxy: ProxyContext, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const { path, query } = splitTarget(req.url ?? "/");
    const route = readPostRoute(path);
    if (route === null) await answerOther({ proxy, req, res, path, query });
    else if (req.method === "POST") await answerPost({ proxy, req, res, path, query }, route);
    else if (req.method === "OPTIONS") answerPreflight(res);
    else throw new Refusal("method_not_allowed", { details: { path, method: "POST" }, headers: ["allow", "POST"] });
  } catch (error) {
    answerError(proxy, { req, res }, error);
  }
}

/** A request with an idempotency key is answered once, whatever it is for; any other pays nothing for that. */
async function answerPost({ proxy, req, res, path, query }: Routed, route: PostRoute): Promise<void> {
  const idempotencyKey = req.headers["idempotency-key"];
  const takesForm = route.kind !== "count_tokens" && route.surface === "openai-transcriptions";
  if (idempotencyKey === undefined) return await answerAsked(proxy, { req, res, takesForm, query }, route);
  const exchange = { req, res, takesForm, target: path + query, idempotencyKey: String(idempotencyKey) };
  await answerOnce(proxy, exchange, (once) => answerAsked(proxy, { ...once, query }, route));
}

async function answerAsked(
  proxy: ProxyContext,
  exchange: Exchange & { readonly query: string },
  route: PostRoute,
): Promise<void> {
  switch (route.kind) {
    case "answer":
      // Without this Google's API answers a JSON array, which none of its clients asks for.
      if (route.address?.stream === true && new URLSearchParams(exchange.query).get("alt") !== "sse")
        throw new Refusal("invalid_request", {
          details: { message: "Streams are server-sent events only; add `?alt=sse`.", param: "alt" },
        });
      await handleInference(proxy, exchange, route);
      return;
    case "count_tokens":
      sendFree(exchange, await countTokensAnswer(proxy, exchange, route));
      return;
    case "quote":
      sendFree(exchange, await quoteAnswer(proxy, exchange, route.surface));
  }
}

function sendFree({ res, record }: Exchange, body: string): void {
  sendJson(res, { status: 200, body, headers: NO_STORE });
  record?.json(body, NO_STORE);
}

function answerError(
  proxy: ProxyContext,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
  error: unknown,
): void {
  const refusal = error instanceof Refusal ? error : new Refusal("internal_error");
  if (refusal !== error) proxy.log.error({ err: error }, "a request failed unexpectedly");
  proxy.metrics.refused(refusal.code);
  if (res.headersSent) res.destroy();
  else sendRefusal({ req, res, surface: surfaceOfPath(splitTarget(req.url ?? "/").path) }, refusal);
}

/** `/api/v1/…` is the same as `/v1/…`. */
function splitTarget(url: string): { path: string; query: string } {
  const mark = url.indexOf("?");
  const full = mark < 0 ? url : url.slice(0, mark);
  const path = full.startsWith("/api/v1/") ? full.slice(4) : full;
  return {
    path: path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path,
    query: mark < 0 ? "" : url.slice(mark),
  };
}

interface Routed {
  readonly proxy: ProxyContext;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  readonly query: string;
}

async function answerOther({ proxy, req, res, path, query }: Routed): Promise<void> {
  if (req.method === "OPTIONS") {
    answerPreflight(res);
    return;
  }
  if (path === "/auth") return sendToConsole(proxy, res, path + query);
  const account = readAccountRoute(path);
  if (account !== null) return await answerAccount(proxy, { req, res, path, query }, account);
  const isModel = /^\/(?:v1|v1beta)\/models(?:\/|$)/.test(path) || path === "/v1/providers";
  const isKeySet = path === "/v1/receipt-keys";
  const isDescription = path === "/v1/openapi.json";
  const operational = path === "/healthz" || path === "/readyz" || path === "/metrics";
  if (!isModel && !isKeySet && !isDescription && !operational) throw new Refusal("not_found", { details: { path } });
  if (req.method !== "GET" && req.method !== "HEAD")
    throw new Refusal("method_not_allowed", { details: { path, method: "GET" }, headers: ["allow", "GET"] });
  if (isModel)
    sendJson(res, {
      status: 200,
      body: modelAnswer(proxy, isGoogles(req) ? path.replace(/^\/v1\//, "/v1beta/") : path, query),
    });
  else if (isDescription) sendJson(res, { status: 200, body: description(proxy), headers: CACHED });
  else if (isKeySet) sendJson(res, { status: 200, body: await keySet(proxy), headers: CACHED });
  else await answerOperational(proxy, path, res);
}

/** Clients make the address where people sign in from the API's. */
function sendToConsole({ settings }: ProxyContext, res: ServerResponse, target: string): void {
  res.writeHead(302, { location: settings.consoleUrl + target, "cache-control": "no-store" });
  res.end();
}

const descriptions = new WeakMap<ProxyContext, string>();

/** Body of `GET /v1/openapi.json`, written when first asked for. */
function description(proxy: ProxyContext): string {
  const known = descriptions.get(proxy) ?? JSON.stringify(describeApi());
  descriptions.set(proxy, known);
  return known;
}

const NO_STORE = ["cache-control", "no-store"];
/** A new key is published long before it signs. */
const CACHED = ["cache-control", "public, max-age=300"];

/** Body of `GET /v1/receipt-keys`, for anybody: a JSON Web Key Set with the time each key signs in. */
async function keySet(proxy: ProxyContext): Promise<string> {
  try {
    return JSON.stringify(await proxy.desk.receiptKeys());
  } catch (error) {
    proxy.log.warn({ err: error }, "receipt keys could not be read");
    throw new Refusal("account_unavailable", { headers: ["retry-after", "2"] });
  }
}

function answerPreflight(res: ServerResponse): void {
  res.writeHead(204, {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": "*, authorization",
    "access-control-max-age": "86400",
  });
  res.end();
}

function modelAnswer({ desk }: ProxyContext, path: string, query: string): string | Buffer {
  const snapshot = desk.snapshot();
  const asked = new URLSearchParams(query);
  if (path === "/v1beta/models") return listGeminiModels(snapshot, asked);
  if (path === "/v1/models") return listModels(snapshot, asked);
  if (path === "/v1/models/count") return countModels(snapshot, asked);
  if (path === "/v1/providers") return listProviders(snapshot);
  if (path.startsWith(GEMINI_MODELS)) return geminiModel(snapshot, decoded(path.slice(GEMINI_MODELS.length)));
  const rest = decoded(path.slice("/v1/models/".length));
  const endpoints = rest.endsWith("/endpoints");
  const model = endpoints ? rest.slice(0, -"/endpoints".length) : rest;
  const body = endpoints ? listEndpoints(snapshot, model) : showModel(snapshot, model);
  if (body === null) throw new Refusal("model_not_found", { details: { model }, status: 404 });
  return body;
}

/** Google's own client asks at the very addresses that OpenAI's asks at, and says who it is. */
function isGoogles({ headers }: IncomingMessage): boolean {
  return headers["x-goog-api-key"] !== undefined || headers["x-goog-api-client"] !== undefined;
}

const GEMINI_MODELS = "/v1beta/models/";

function geminiModel(snapshot: Snapshot, model: string): string {
  const body = showGeminiModel(snapshot, model);
  if (body === null) throw new Refusal("model_not_found", { details: { model }, status: 404 });
  return body;
}

async function answerOperational(proxy: ProxyContext, path: string, res: ServerResponse): Promise<void> {
  if (path === "/healthz") return sendJson(res, { status: 200, body: '{"ok":true}' });
  if (path === "/metrics") {
    const text = await proxy.metrics.registry.metrics();
    res.writeHead(200, { "content-type": proxy.metrics.registry.contentType });
    res.end(text);
    return;
  }
  // Without Postgres calls go on from memory and Redis, so only Redis decides whether traffic may come.
  const ready = await proxy.desk.ready();
  const ok = ready.redis && !proxy.draining;
  sendJson(res, { status: ok ? 200 : 503, body: JSON.stringify({ ok, ...ready, draining: proxy.draining }) });
}
