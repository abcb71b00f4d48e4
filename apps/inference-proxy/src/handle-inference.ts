import type { IncomingMessage } from "node:http";
import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { readAttribution } from "@tollgate/gateway/read-attribution";
import { type AddressedModel, readSurfaceRequest } from "@tollgate/gateway/read-surface-request";
import { type AskedSurface, isService } from "@tollgate/gateway/services/services";
import { SURFACES } from "@tollgate/gateway/surfaces";
import type { AdmitCallInput } from "@tollgate/marketplace/inference/admission";
import { knownBounds } from "@tollgate/marketplace/inference/answer-cache";
import type { RouteRecord } from "@tollgate/marketplace/inference/call-outcome";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import { admit } from "./admit.ts";
import { cacheTerms, cacheTurn, type Replay } from "./cached-answer.ts";
import { Caller } from "./caller.ts";
import { type CarriedOn, carryOn } from "./carry-on.ts";
import { type ChosenRoute, chooseRoute, nameReason } from "./choose-route.ts";
import type { Exchange } from "./exchange.ts";
import { InferenceCall } from "./inference-call.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { serveCall } from "./serve-call.ts";
import { identify } from "./test-mode/identify.ts";
import { requireTestRoom, runTest } from "./test-mode/run-test.ts";

/** The API a request came by, and what its address says. */
export interface Asked {
  readonly surface: AskedSurface;
  readonly address: AddressedModel | null;
}

/**
 * One answer of a model: read, route, admit, serve, finish. Data only moves forward; each step gets what it needs from the one before.
 * @throws Refusal for every answer that is an error of the catalogue and has not been sent.
 */
export async function handleInference(proxy: ProxyContext, exchange: Exchange, asked: Asked): Promise<void> {
  const startedMs = performance.now();
  const { key, test } = identify(proxy, exchange);
  if (key.kind !== "inference") throw new Refusal("wrong_key_kind");
  if (proxy.draining) throw new Refusal("shutting_down", { headers: ["retry-after", "1"] });
  if (test !== null) await requireTestRoom(proxy, test);
  const body = await readBody(exchange, proxy.settings.maxBodyBytes);
  const carried = asked.surface === "openai-responses" ? await carryOn(proxy, key, body) : { bytes: body };
  const request = withPolicy(withSession(understand(carried, asked, exchange.req), exchange.req), key);
  if (test === null) return await answer(proxy, { exchange, key, request, startedMs });
  await runTest(proxy, { test, key, request, req: exchange.req }, (context) =>
    answer(context, { exchange, key, request, startedMs, isTest: true }),
  );
}

interface Understood {
  readonly exchange: Exchange;
  readonly key: KeyRecord;
  readonly request: InferenceRequest;
  readonly startedMs: number;
  readonly isTest?: boolean;
}

/** Models are tried in the order the request names them; each try is a call of its own, with its own hold and receipt. */
async function answer(
  proxy: ProxyContext,
  { exchange, key, request, startedMs, isTest = false }: Understood,
): Promise<void> {
  const attribution = readAttribution(request.body, exchange.req.headers);
  const caller = new Caller(exchange.res, exchange.record);
  // No answer of a test is kept to be given again: the next one shall run through everything as well.
  const terms = isTest ? null : cacheTerms(key, request, exchange.req);
  let refusal: Refusal | null = null;
  for (const choice of request.models) {
    const route = chooseRoute(proxy, { snapshot: proxy.desk.snapshot(), request, choice, key });
    if (route instanceof Refusal) {
      refusal ??= route;
      continue;
    }
    const cache = terms && (await cacheTurn(proxy, terms, { key, request, model: route.model }));
    const input = admitInput(proxy, { key, request, route, replay: cache?.replay ?? null });
    if (exchange.record) await exchange.record.note(input.callId);
    const admission = await admit(proxy, input);
    const how = cache?.replay ? FROM_CACHE : routeRecord(route);
    refusal = await serveOpen(
      new InferenceCall({ proxy, caller, request, admission, route: how, attribution, cache, startedMs }),
    );
    if (refusal === null || caller.gone || refusal.code === "shutting_down") break;
  }
  if (refusal === null || caller.gone) return;
  if (!caller.committed) throw refusal;
  proxy.metrics.refused(refusal.code);
  caller.end(streamedRefusal(refusal, request.surface));
}

/** What the workspace lets happen to all its requests holds beside what this one asks. */
export function withPolicy(request: InferenceRequest, { workspace: { policy } }: KeyRecord): InferenceRequest {
  return policy ? { ...request, preferences: { ...request.preferences, policy } } : request;
}

/** A session may also be named in a header, for clients whose body is not theirs to change. */
function withSession(request: InferenceRequest, { headers }: IncomingMessage): InferenceRequest {
  const session = headers["x-session-id"];
  if (request.sessionId !== null || typeof session !== "string" || session === "") return request;
  return { ...request, sessionId: session };
}

function routeRecord({ order, passedOver }: ChosenRoute): RouteRecord {
  return { order, passedOver: passedOver.map(nameReason) };
}

/** @throws Refusal for bytes that are no request of the surface. */
export function understand(
  { bytes, previousResponseId }: CarriedOn,
  { surface, address }: Asked,
  req: IncomingMessage,
): InferenceRequest {
  const contentType = req.headers["content-type"] ?? null;
  const read = readSurfaceRequest(surface, bytes, { address, contentType });
  switch (read.kind) {
    case "request":
      return previousResponseId === undefined ? read.request : { ...read.request, previousResponseId };
    case "invalid_json":
      throw new Refusal("invalid_json", { details: { message: read.message } });
    case "invalid_request":
      throw new Refusal("invalid_request", { details: { message: read.message, param: read.param } });
  }
}

const FROM_CACHE: RouteRecord = { order: "cache", passedOver: [] };

interface AskedAdmission {
  readonly key: KeyRecord;
  readonly request: InferenceRequest;
  readonly route: ChosenRoute;
  /** The answer, when it is there already. */
  readonly replay?: Replay | null;
}

/** What is asked of the marketplace for one model of a request. */
export function admitInput(
  proxy: ProxyContext,
  { key, request, route, replay = null }: AskedAdmission,
): AdmitCallInput {
  const nowMs = proxy.nowMs();
  // An endpoint takes no more of an input than its context, however large the body is.
  const context = request.inputs * route.attempts.reduce((most, { contextLength }) => Math.max(most, contextLength), 0);
  const asked = {
    callId: proxy.ids.next(nowMs),
    key,
    model: route.model,
    maxSurchargeNano: request.maxSurchargeNano,
    nowMs,
  };
  if (replay !== null) return { ...asked, candidates: [replay.endpoint], ...knownBounds(replay.reply) };
  return {
    ...asked,
    candidates: route.attempts,
    inputTokensBound: context > 0 ? Math.min(request.inputTokensBound, context) : request.inputTokensBound,
    unitsBound: request.unitsBound,
    maxOutputTokens: request.maxOutputTokens === null ? null : request.maxOutputTokens * request.choices,
    outputIsFixed: request.outputIsFixed === true,
  };
}

async function serveOpen(call: InferenceCall): Promise<Refusal | null> {
  const { open, metrics } = call.proxy;
  open.add(call);
  metrics.began();
  try {
    return await serveCall(call);
  } finally {
    open.delete(call);
  }
}

/** A refusal for a stream whose headers are out, as the last event of an answer that never began. */
function streamedRefusal(refusal: Refusal, surface: AskedSurface): string {
  const body = refusal.body();
  if (surface === "openai-chat" || isService(surface)) {
    const choices = '[{"index":0,"delta":{"content":""},"finish_reason":"error"}]';
    const chunk = `${body.slice(0, -1)},"object":"chat.completion.chunk","choices":${choices}}`;
    return `data: ${Buffer.from(chunk).toString("latin1")}\n\ndata: [DONE]\n\n`;
  }
  const { reply } = SURFACES[surface];
  const writer = reply.stream({ generationId: "gen-refused", model: "", provider: "", createdSeconds: 0 });
  const events = writer.failure(JSON.stringify(JSON.parse(body).error), JSON.stringify(reply.usage({})));
  return Buffer.from(events).toString("latin1");
}
