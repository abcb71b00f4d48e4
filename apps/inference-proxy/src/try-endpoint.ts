import type { Failure } from "@tollgate/gateway/classify-error";
import { hedgeAfterMs } from "@tollgate/gateway/connect-times";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { Attempt } from "./attempt.ts";
import type { AttemptEnd } from "./attempt-end.ts";
import type { InferenceCall } from "./inference-call.ts";
import { missingFor } from "./media-for.ts";
import { healthName } from "./own-keys.ts";
import { StreamAttempt } from "./stream-attempt.ts";
import { UnaryAttempt } from "./unary-attempt.ts";

/** What came of trying. */
export interface Tried {
  readonly endpoint: EndpointRecord;
  readonly end: AttemptEnd;
  /** Failures of another endpoint that was dialled beside this one. */
  readonly overtaken: readonly Failure[];
}

interface Running {
  readonly endpoint: EndpointRecord;
  readonly attempt: Attempt;
  readonly ended: Promise<AttemptEnd>;
  readonly isHedge: boolean;
}

/**
 * Tries the next endpoint of a call. When a new connection is long in coming, the one after it is dialled too, and whichever is connected first gets
 * the request: it is written once. An open connection takes the request at once, so that most calls never come to that.
 * @param untried in order, never empty; what was tried is taken out of it, and an endpoint that was outrun stands last in it again.
 */
export async function tryNext(call: InferenceCall, untried: EndpointRecord[]): Promise<Tried> {
  const endpoint = untried.shift();
  if (!endpoint) throw new RangeError("a call was admitted without an endpoint");
  // Nobody is asked for an answer that is there already, so nothing is learned of its endpoint.
  if (call.cache?.replay) return { endpoint, end: await attemptAt(call, endpoint).run(), overtaken: [] };
  const first = begin(call, endpoint, false);
  const other = first.attempt.sent ? undefined : hedgeFor(call, first, untried);
  if (other === undefined || !(await isLongInConnecting(call, first))) return await alone(call, first, []);
  untried.shift();
  const tried = await firstConnected(call, first, begin(call, other, true));
  if (tried.endpoint === other && tried.end.kind === "failed" && tried.overtaken.length === 0) untried.push(endpoint);
  return tried;
}

function attemptAt(call: InferenceCall, endpoint: EndpointRecord): Attempt {
  return call.request.stream ? new StreamAttempt(call, endpoint) : new UnaryAttempt(call, endpoint);
}

function begin(call: InferenceCall, endpoint: EndpointRecord, isHedge: boolean): Running {
  const attempt = attemptAt(call, endpoint);
  call.proxy.health.of(healthName(endpoint)).begin(call.proxy.nowMs());
  call.attemptNumber += 1;
  return { endpoint, attempt, ended: attempt.run(), isHedge };
}

/** The endpoint to dial beside one that is being dialled, if the call may try as many and it is elsewhere. */
function hedgeFor(
  call: InferenceCall,
  { endpoint, attempt }: Running,
  untried: readonly EndpointRecord[],
): EndpointRecord | undefined {
  const { proxy, attempts } = call;
  const { hedgeConnectMs, retry } = proxy.settings;
  const [next] = untried;
  if (!next || attempt.hasEnded || hedgeConnectMs === 0 || attempts.length + 2 > retry.maxAttempts) return undefined;
  // Nothing is fetched for an endpoint that may never be asked.
  if (missingFor(call, next).length > 0) return undefined;
  return new URL(next.baseUrl).origin === new URL(endpoint.baseUrl).origin ? undefined : next;
}

/** Waits for the connection as long as those of its origin usually take. */
async function isLongInConnecting({ proxy }: InferenceCall, { endpoint, attempt, ended }: Running): Promise<boolean> {
  const { hedgeConnectMs } = proxy.settings;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, hedgeAfterMs(proxy.targets.of(endpoint).connects, hedgeConnectMs));
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    attempt.onSent = settle;
    void ended.then(settle);
  });
  return !attempt.sent && !attempt.hasEnded;
}

async function alone(call: InferenceCall, running: Running, overtaken: readonly Failure[]): Promise<Tried> {
  const end = await running.ended;
  note(call, running, end);
  if (end.kind === "failed") call.waitedMs += performance.now() - running.attempt.startedMs;
  return { endpoint: running.endpoint, end, overtaken };
}

/** Two connections in the making: the first that is there has the call, and the other is sent nothing. */
async function firstConnected(call: InferenceCall, first: Running, second: Running): Promise<Tried> {
  const headStartMs = second.attempt.startedMs - first.attempt.startedMs;
  const takeOver = () => {
    call.waitedMs += headStartMs;
    first.attempt.outrun();
  };
  first.attempt.onSent = () => second.attempt.outrun();
  second.attempt.onSent = takeOver;
  // An open connection has taken it before it could be told to say so.
  if (second.attempt.sent) takeOver();
  const [ended, other] = await Promise.race([
    first.ended.then(() => [first, second] as const),
    second.ended.then(() => [second, first] as const),
  ]);
  const end = await ended.ended;
  if (end.kind === "abandoned" || end.kind === "delivered") {
    other.attempt.outrun();
    note(call, other, await other.ended);
    return await alone(call, ended, []);
  }
  note(call, ended, end);
  if (end.kind === "outrun") return await alone(call, other, []);
  if (ended === first) call.waitedMs += headStartMs;
  return await alone(call, other, [end.failure]);
}

/** What an attempt tells of its endpoint, and its line on the receipt. */
function note(call: InferenceCall, { endpoint, attempt, isHedge }: Running, end: AttemptEnd): void {
  const { health, metrics, nowMs, log } = call.proxy;
  const name = healthName(endpoint);
  health.of(name).end();
  const result = resultName(end);
  if (end.kind === "failed") {
    health.failed(name, end.failure, nowMs());
    log.debug({ endpoint: endpoint.id, result, reason: end.failure.message }, "attempt failed");
  } else if (end.kind === "delivered") {
    if (end.ending === "cut") health.cut(name, nowMs());
    else health.succeeded(name, call.request.stream ? call.firstContentMs : null, nowMs());
  }
  metrics.attempted(result);
  const tools = end.kind === "delivered" ? end.delivery.tools : undefined;
  call.attempts.push({
    endpointId: endpoint.id,
    providerSlug: endpoint.providerSlug,
    status: end.kind === "failed" ? (end.failure.status ?? attempt.status) : attempt.status,
    result,
    durationMs: Math.round(performance.now() - attempt.startedMs),
    ...(endpoint.ownKeyId !== undefined && { ownKey: true }),
    ...(call.attemptNumber > 1 && { afterMs: Math.round(attempt.startedMs - call.startedMs) }),
    ...(isHedge && { hedge: true }),
    ...(tools && { tools }),
    ...(call.attempts.length === 0 && { route: call.route }),
  });
}

function resultName(end: AttemptEnd): string {
  if (end.kind === "failed") return end.failure.kind;
  if (end.kind === "abandoned") return "aborted";
  if (end.kind === "outrun") return "outrun";
  return end.ending === "completed" ? "served" : end.ending;
}
