import { type ReleaseRequest, releaseHold } from "@tollgate/db/redis/release-hold";
import type { Legs } from "@tollgate/pricing/price-call";
import { countTokens } from "@tollgate/pricing/usage-units";
import { settleEvents } from "../settlement/settle-events.ts";
import { UsageEvent, type UsageEventJson } from "../settlement/usage-event.ts";
import type { Admission } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import type { CallOutcome, FinishCallResult } from "./call-outcome.ts";
import { candidateOf } from "./candidate-of.ts";
import { priceOutcome } from "./price-outcome.ts";

/** Tries before usage goes past Redis. */
const REDIS_TRIES = 3;

/**
 * Ends a call: releases the hold and appends the usage event, in one Redis script. By the next turn of the event loop the end is also in the file
 * of this process' tail (`gate.tailFile`), whatever becomes of Redis: its caller may be told of it then. When Redis does not answer, the event is settled straight
 * into Postgres and lies on the local disk until both have it; call ids make every way safe to take.
 * @throws AggregateError when neither Postgres nor the disk took it.
 */
export async function finishCall(
  gate: CallGate,
  admission: Admission,
  outcome: CallOutcome,
): Promise<FinishCallResult> {
  gate.openCalls.delete(admission.callId);
  const legs = priceOutcome(admission, outcome);
  const event = usageEvent(admission, outcome, legs);
  const json = JSON.stringify(event);
  const { counted } = admission;
  const ended: ReleaseRequest = {
    callId: admission.callId,
    workspaceId: admission.key.workspaceId,
    lotId: admission.lotId,
    holdNano: admission.holdNano,
    chargeNano: legs.chargeNano,
    capKeys: admission.caps.map((cap) => cap.counterKey),
    openKeys: counted.openKeys,
    tokenKeys: counted.tokenKeys,
    tokensDifference: countTokens(outcome.units) - counted.reservedTokens,
    event: json,
  };
  gate.tail.add(ended, gate.nowMs());
  gate.tailFile?.append(ended);
  for (let tries = 1; tries <= REDIS_TRIES; tries++) {
    try {
      const answer = await releaseHold(gate.redis, ended);
      return { kind: answer === "released" ? "finished" : "already_finished", legs };
    } catch {
      // The connection may be back at once, and a release that did arrive is recognised by its call id.
    }
  }
  // Redis gets this end when it is back, rather than have the sweep make up one from the call's last checkpoint.
  if (!gate.tail.keep(ended)) gate.openCalls.abandon(admission.callId, admission.key.workspaceId);
  const kept: Promise<unknown>[] = [settleEvents(gate.db, [UsageEvent.parse(event)])];
  if (gate.spool) kept.push(gate.spool.append(ended));
  await Promise.any(kept);
  return { kind: "finished", legs };
}

function usageEvent(admission: Admission, outcome: CallOutcome, legs: Legs): UsageEventJson {
  const { key, model } = admission;
  const endpoint = candidateOf(admission, outcome);
  return {
    v: 1,
    id: admission.callId,
    wsp: key.workspaceId,
    key: key.id,
    app: key.grant?.appId ?? null,
    grant: key.grant?.id ?? null,
    builder: key.grant?.builderWorkspaceId ?? null,
    // The served model, by whose terms of a margin it is priced; what was asked for when nothing was served.
    model: endpoint?.modelId ?? model.id,
    provider: endpoint?.providerId ?? null,
    payee: endpoint?.providerWorkspaceId ?? null,
    endpoint: endpoint?.id ?? null,
    price: endpoint?.price.id ?? null,
    fee: endpoint?.fee?.id ?? admission.fee.id,
    margin: admission.margin?.id ?? null,
    units: outcome.units,
    legs: { cost: `${legs.costNano}`, fee: `${legs.feeNano}`, surcharge: `${legs.surchargeNano}` },
    hold: `${admission.holdNano}`,
    outcome: outcome.ending,
    source: outcome.usageSource,
    finish: outcome.finishReason,
    sponsor: admission.lotId,
    attempts: [...outcome.attempts],
    ...(outcome.attribution && { for: outcome.attribution }),
    streamed: outcome.streamed,
    firstMs: outcome.firstContentMs === null ? null : Math.round(outcome.firstContentMs),
    ms: Math.round(outcome.durationMs),
    at: admission.admittedAtMs,
  };
}
