import { generationId } from "@tollgate/db/ids";
import type { Database } from "@tollgate/db/open-database";
import type { Legs } from "@tollgate/pricing/price-call";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import type { FeeScope } from "@tollgate/pricing/versions";
import type { AttemptRecord } from "../inference/call-outcome.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { readAttempts, readUnits } from "./call-columns.ts";

/** What a call cost and why: every attempt, the units, the pinned versions and the legs. */
export interface Receipt {
  /** `gen-` and 32 hex digits. */
  readonly id: string;
  readonly callId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly modelId: string;
  readonly app: { readonly id: string; readonly name: string } | null;
  readonly provider: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly isDemo: boolean;
  } | null;
  readonly endpointId: string | null;
  /** `cached` or `own_key` where a fee stands in place of the price; `call` for all others. */
  readonly feeAppliesTo: FeeScope;
  readonly versions: { readonly price: string | null; readonly fee: string; readonly margin: string | null };
  readonly units: UsageUnits;
  readonly legs: Legs;
  readonly holdNano: bigint;
  /** completed, failed, cut, aborted or void. */
  readonly outcome: string;
  /** reported, estimated or none. */
  readonly usageSource: string;
  readonly finishReason: string | null;
  readonly attempts: readonly AttemptRecord[];
  readonly streamed: boolean;
  readonly firstContentMs: number | null;
  readonly durationMs: number;
  readonly eventAt: Date;
  readonly bookedAt: Date;
  readonly journalId: string | null;
}

/**
 * Reads the receipt of a workspace's call.
 * @param callId uuid.
 * @returns `null` when the workspace has no such settled call.
 */
export async function readReceipt(
  db: Database,
  { workspaceId, callId }: { workspaceId: string; callId: string },
): Promise<Receipt | null> {
  const call = await db.prisma.call.findFirst({ where: { id: callId, workspaceId } });
  if (!call) return null;
  const [provider, app, fee] = await Promise.all([
    call.providerId === null ? null : db.prisma.provider.findUnique({ where: { id: call.providerId } }),
    call.appId === null ? null : db.prisma.app.findUnique({ where: { id: call.appId } }),
    db.prisma.feeVersion.findUniqueOrThrow({ where: { id: call.feeVersionId } }),
  ]);
  return {
    id: generationId(call.id),
    callId: call.id,
    workspaceId: call.workspaceId,
    keyId: call.keyId,
    modelId: call.modelId,
    app: app && { id: app.id, name: app.name },
    provider: provider && { id: provider.id, slug: provider.slug, name: provider.name, isDemo: provider.isDemo },
    endpointId: call.endpointId,
    feeAppliesTo: toFeeVersion(fee).appliesTo,
    versions: { price: call.priceVersionId, fee: call.feeVersionId, margin: call.marginVersionId },
    units: readUnits(call.units),
    legs: {
      costNano: call.costNano,
      feeNano: call.feeNano,
      surchargeNano: call.surchargeNano,
      chargeNano: call.chargeNano,
    },
    holdNano: call.holdNano,
    outcome: call.outcome,
    usageSource: call.usageSource,
    finishReason: call.finishReason,
    attempts: readAttempts(call.attempts),
    streamed: call.streamed,
    firstContentMs: call.firstContentMs,
    durationMs: call.durationMs,
    eventAt: call.eventAt,
    bookedAt: call.bookedAt,
    journalId: call.journalId,
  };
}
