import type { CallModel } from "@tollgate/db/generated/models/Call";
import { generationId } from "@tollgate/db/ids";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import type { FeeScope } from "@tollgate/pricing/versions";
import { readUnits } from "./call-columns.ts";
import { type ServedFrom, servedFrom } from "./served-from.ts";

/** A settled call as lists show it. Amounts are nano-USD. */
export interface CallView {
  readonly id: string;
  /** How callers know it: `gen-` and 32 hex digits. */
  readonly generationId: string;
  readonly at: Date;
  readonly model: { readonly id: string };
  readonly provider: { readonly id: string; readonly name: string } | null;
  /** Where the answer came from; `null` when nobody served. */
  readonly servedFrom: ServedFrom | null;
  readonly key: { readonly id: string; readonly name: string; readonly hint: string };
  readonly app: { readonly id: string; readonly name: string } | null;
  /** completed, failed, cut, aborted or void. */
  readonly outcome: string;
  /** reported, estimated or none. */
  readonly usageSource: string;
  readonly finishReason: string | null;
  /** Usage bucket → count. */
  readonly units: UsageUnits;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
  /** Of the charge, what was given back since. */
  readonly refundedNano: bigint;
  readonly streamed: boolean;
  readonly firstContentMs: number | null;
  readonly durationMs: number;
}

/** What a list of calls needs besides their rows: names of what they point to, and what was refunded of them. */
export interface CallFacts {
  readonly keys: ReadonlyMap<string, { readonly name: string; readonly hint: string }>;
  readonly apps: ReadonlyMap<string, string>;
  readonly providers: ReadonlyMap<string, string>;
  /** What the pinned fees stand in place of. */
  readonly fees: ReadonlyMap<string, FeeScope>;
  /** By call id, nano-USD. */
  readonly refunds: ReadonlyMap<string, bigint>;
}

/** What is gone keeps its id as its name. */
export function toCallView(row: CallModel, facts: CallFacts): CallView {
  const key = facts.keys.get(row.keyId);
  return {
    id: row.id,
    generationId: generationId(row.id),
    at: row.eventAt,
    model: { id: row.modelId },
    provider:
      row.providerId === null
        ? null
        : { id: row.providerId, name: facts.providers.get(row.providerId) ?? row.providerId },
    servedFrom: servedFrom(row.endpointId, facts.fees.get(row.feeVersionId) ?? "call"),
    key: { id: row.keyId, name: key?.name ?? row.keyId, hint: key?.hint ?? "" },
    app: row.appId === null ? null : { id: row.appId, name: facts.apps.get(row.appId) ?? row.appId },
    outcome: row.outcome,
    usageSource: row.usageSource,
    finishReason: row.finishReason,
    units: readUnits(row.units),
    costNano: row.costNano,
    feeNano: row.feeNano,
    surchargeNano: row.surchargeNano,
    chargeNano: row.chargeNano,
    refundedNano: facts.refunds.get(row.id) ?? 0n,
    streamed: row.streamed,
    firstContentMs: row.firstContentMs,
    durationMs: row.durationMs,
  };
}
