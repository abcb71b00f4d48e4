import type { Legs } from "@tollgate/pricing/price-call";
import { z } from "zod";
import type { UsageEventJson } from "../settlement/usage-event.ts";
import { candidateOf } from "./candidate-of.ts";
import type { OpenProgress } from "./checkpoint-calls.ts";
import { type Intent, voidEvent } from "./intent.ts";

const Nano = z.string().regex(/^\d{1,19}$/);

/** What a checkpoint records of an open call: who serves it at which price version, and what was delivered. */
const CallProgress = z.object({
  provider: z.string(),
  payee: z.string(),
  endpoint: z.string(),
  price: z.string(),
  /** Where it is not the fee the call was admitted with. */
  fee: z.string().optional(),
  units: z.record(z.string(), z.int().min(0)),
  legs: z.object({ cost: Nano, fee: Nano, surcharge: Nano }),
  firstMs: z.int().nullable(),
  ms: z.int(),
});

type CallProgress = z.output<typeof CallProgress>;

export function writeProgress(call: OpenProgress, legs: Legs): string {
  const endpoint = candidateOf(call.admission, call);
  if (!endpoint) throw new RangeError("a call is served by an endpoint it was not admitted for");
  const progress: CallProgress = {
    provider: endpoint.providerId,
    payee: endpoint.providerWorkspaceId,
    endpoint: endpoint.id,
    price: endpoint.price.id,
    ...(endpoint.fee && { fee: endpoint.fee.id }),
    units: { ...call.units },
    legs: { cost: `${legs.costNano}`, fee: `${legs.feeNano}`, surcharge: `${legs.surchargeNano}` },
    firstMs: call.firstContentMs === null ? null : Math.round(call.firstContentMs),
    ms: Math.round(call.durationMs),
  };
  return JSON.stringify(progress);
}

export interface UnendedCall {
  readonly callId: string;
  readonly intent: Intent;
  readonly holdNano: bigint;
  /** As the last checkpoint recorded it, or null. */
  readonly progress: string | null;
  readonly nowMs: number;
}

/**
 * The terminal event of a call whose process never ended it: what its last checkpoint says was delivered, labelled as an estimate; without a
 * checkpoint nothing is known of an answer and nothing is charged.
 */
export function sweptEvent({ callId, intent, holdNano, progress, nowMs }: UnendedCall): UsageEventJson {
  const nothing = voidEvent(callId, intent, { holdNano, nowMs });
  if (progress === null) return nothing;
  const { units, legs, firstMs, ms, fee = intent.fee, ...served } = CallProgress.parse(JSON.parse(progress));
  return { ...nothing, ...served, fee, units, legs, firstMs, ms, outcome: "cut", source: "estimated", streamed: true };
}

/** What an event charges, in nano-USD. */
export function chargeOf({ legs }: Pick<UsageEventJson, "legs">): bigint {
  return BigInt(legs.cost) + BigInt(legs.fee) + BigInt(legs.surcharge);
}
