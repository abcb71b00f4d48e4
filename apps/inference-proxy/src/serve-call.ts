import { setTimeout as pause } from "node:timers/promises";
import type { Failure } from "@tollgate/gateway/classify-error";
import { errorBody } from "@tollgate/gateway/errors";
import { decideRetry } from "@tollgate/gateway/retry-policy";
import type { MeteredUnits } from "@tollgate/gateway/usage-units";
import { writeUsage } from "@tollgate/gateway/write-usage";
import type { CallOutcome } from "@tollgate/marketplace/inference/call-outcome";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import type { AttemptEnd } from "./attempt-end.ts";
import type { MediaUnreachable } from "./fetch-media.ts";
import type { InferenceCall } from "./inference-call.ts";
import { fetchMissing, missingFor } from "./media-for.ts";
import { meterDelivery } from "./meter-delivery.ts";
import { healthName } from "./own-keys.ts";
import type { Refusal } from "./refusal.ts";
import { refusalAfter } from "./refusal-after.ts";
import { tryNext } from "./try-endpoint.ts";

type Delivered = Extract<AttemptEnd, { kind: "delivered" }>;

/**
 * Serves an admitted call: tries its endpoints in order until one delivers, closes the answer and ends the call exactly once.
 * @returns `null` when the caller has its answer (or has left), else how to refuse; then nothing was charged.
 */
export async function serveCall(call: InferenceCall): Promise<Refusal | null> {
  const { candidates } = call.admission;
  const failures: Failure[] = [];
  if (call.caller.gone) {
    await concludeEmpty(call, true);
    return null;
  }
  const untried = [...candidates];
  for (;;) {
    const missing = missingFor(call, untried[0]);
    const unreachable = missing.length === 0 ? null : await fetchMissing(call, missing, untried);
    if (isUnwanted(call) || untried.length === 0)
      return await giveUp(call, { left: isUnwanted(call), failures, unreachable });
    const { endpoint, end, overtaken } = await tryNext(call, untried);
    if (end.kind === "delivered") {
      await concludeDelivered(call, endpoint, end);
      return null;
    }
    failures.push(...overtaken);
    if (end.kind === "failed") failures.push(end.failure);
    const next = end.kind !== "failed" || call.caller.gone ? "left" : await whatNext(call, end.failure, untried);
    if (next === "next") continue;
    return await giveUp(call, { left: next === "left", failures, unreachable: null });
  }
}

function isUnwanted({ caller, interrupted }: InferenceCall): boolean {
  return caller.gone || interrupted;
}

interface GivenUp {
  readonly left: boolean;
  readonly failures: readonly Failure[];
  readonly unreachable: MediaUnreachable | null;
}

/** Ends a call that nobody served. */
async function giveUp(call: InferenceCall, { left, failures, unreachable }: GivenUp): Promise<Refusal | null> {
  await concludeEmpty(call, left);
  return left && !call.interrupted ? null : refusalAfter(call, failures, unreachable);
}

/** Whether to go on after a failure, for which `untried` then has what to try. */
async function whatNext(
  call: InferenceCall,
  failure: Failure,
  untried: EndpointRecord[],
): Promise<"next" | "stop" | "left"> {
  const { settings, random } = call.proxy;
  const decision = decideRetry(
    {
      failure,
      made: call.attempts.length,
      elapsedMs: call.elapsedMs(),
      hasUntried: untried.length > 0,
      random: random(),
    },
    settings.retry,
  );
  if (decision.kind === "stop") return "stop";
  if (decision.kind === "next_endpoint") return "next";
  await pause(decision.delayMs);
  call.waitedMs += decision.delayMs;
  untried.push(...call.admission.candidates);
  return isUnwanted(call) ? "left" : "next";
}

async function concludeDelivered(call: InferenceCall, endpoint: EndpointRecord, end: Delivered): Promise<void> {
  const { delivery, ending, interruption } = end;
  // What is held must be known before it is released.
  if (call.extending !== null) await call.extending;
  const metered = await meterDelivery(call.request, delivery, endpoint);
  const outcome: CallOutcome = {
    ending,
    endpointId: endpoint.id,
    ownKeyId: endpoint.ownKeyId,
    units: metered.units,
    usageSource: metered.source,
    finishReason: delivery.finishReason ?? (interruption === null ? null : "error"),
    ...facts(call),
  };
  const legs = call.proxy.desk.price(call.admission, outcome);
  const usage = writeUsage(metered.shown, {
    legs,
    completionNano:
      call.proxy.desk.price(call.admission, { ...outcome, units: answerUnits(metered.units) })?.costNano ?? 0n,
    estimated: metered.source === "estimated",
    ownKey: endpoint.ownKeyId !== undefined,
    surface: call.request.surface,
  });
  // The hold is released before the last bytes leave, so that a caller who asks at once finds its call ended; and who has all of them may rely on it
  // that their end is written down, whatever is killed.
  const finishing = finish(call, outcome);
  const written = call.proxy.desk.written();
  if (written !== null) await written;
  noteConclusion(call, end);
  delivery.close(usage, interruption === null ? null : JSON.stringify(errorBody(interruption).error));
  noteSpeed(call, endpoint, metered.outputTokens);
  await finishing;
  if (call.recorder !== null && isWorthKeeping(call, end)) {
    const { workspaceId } = call.admission.key;
    await call.recorder.store(call.proxy, { workspaceId, endpointId: endpoint.id, units: metered.units });
  }
}

/** Whole answers alone: not what credit or a limit has shortened, nor what its caller did not wait for. */
function isWorthKeeping({ admission, request }: InferenceCall, { delivery, ending }: Delivered): boolean {
  if (ending !== "completed" || !delivery.hasContent) return false;
  const { finishReason } = delivery;
  if (finishReason === "error") return false;
  // Without a limit of the caller's own, an answer that ends for its length was ended by ours.
  return finishReason !== "length" || (!admission.clamped && request.maxOutputTokens !== null);
}

/** A caller who left may ask again for an answer that was read to its end, not for one that was not. */
function noteConclusion({ caller, request }: InferenceCall, { delivery, ending }: Delivered): void {
  if (caller.record === null) return;
  const isWhole = !request.stream || ending !== "aborted" || delivery.finishReason !== null;
  caller.record.conclusion = isWhole ? "whole" : "partial";
}

async function concludeEmpty(call: InferenceCall, left: boolean): Promise<void> {
  if (call.extending !== null) await call.extending;
  await finish(call, {
    ending: left && !call.interrupted ? "aborted" : "failed",
    endpointId: null,
    units: {},
    usageSource: "none",
    finishReason: null,
    ...facts(call),
  });
}

function facts(call: InferenceCall) {
  return {
    attempts: call.attempts,
    attribution: call.attribution,
    streamed: call.request.stream,
    firstContentMs: call.firstContentMs,
    durationMs: call.elapsedMs(),
  };
}

/** The only place that ends a call at the marketplace. What fails here is swept later; the caller has its answer. */
async function finish(call: InferenceCall, outcome: CallOutcome): Promise<void> {
  call.proxy.metrics.ended(outcome.ending);
  try {
    await call.proxy.desk.finish(call.admission, outcome);
  } catch (error) {
    call.proxy.log.error({ call: call.admission.callId, err: error }, "a call could not be finished");
  }
}

/** Streams of some length tell how fast an endpoint writes. */
function noteSpeed(call: InferenceCall, endpoint: EndpointRecord, outputTokens: number): void {
  if (call.firstContentMs === null || !call.request.stream || outputTokens < 20 || call.cache?.replay) return;
  const seconds = (call.elapsedMs() - call.firstContentMs) / 1000;
  if (seconds > 0.01) call.proxy.health.of(healthName(endpoint)).measured(outputTokens / seconds);
}

/** The units of the answer alone. */
function answerUnits({ output, reasoning, output_audio, output_image }: MeteredUnits): MeteredUnits {
  return {
    ...(output !== undefined && { output }),
    ...(reasoning !== undefined && { reasoning }),
    ...(output_audio !== undefined && { output_audio }),
    ...(output_image !== undefined && { output_image }),
  };
}
