import type { CallModel } from "@tollgate/db/generated/models/Call";
import type { MarginVersionModel } from "@tollgate/db/generated/models/MarginVersion";
import { generationId } from "@tollgate/db/ids";
import { type FeeVersion, termsFor } from "@tollgate/pricing/versions";
import type { ReceiptDocument, ReceiptLaterBooking } from "@tollgate/receipts/receipt-document";
import { z } from "zod";
import { readMarginPolicy, writeUnitParts } from "../apps/margin-columns.ts";
import type { Services } from "../context.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { readAttempts, readUnits } from "./call-columns.ts";
import { callDifferenceKey } from "./call-difference-key.ts";

/** What is to be signed of a workspace's call, or `null` when it has no such settled call. */
export async function loadReceiptDocument(
  { db }: Pick<Services, "db">,
  { workspaceId, callId }: { readonly workspaceId: string; readonly callId: string },
): Promise<ReceiptDocument | null> {
  const call = await db.prisma.call.findFirst({ where: { id: callId, workspaceId } });
  if (!call) return null;
  const [sources, later, sponsored] = await Promise.all([
    loadVersions({ db }, call),
    loadLaterBookings({ db }, call),
    call.grantId === null ? null : db.prisma.sponsoredSpend.findUnique({ where: { callId: call.id } }),
  ]);
  return {
    v: 1,
    id: generationId(call.id),
    workspace_id: call.workspaceId,
    key_id: call.keyId,
    grant_id: call.grantId,
    model: call.modelId,
    endpoint_id: call.endpointId,
    outcome: call.outcome,
    usage_source: call.usageSource,
    finish_reason: call.finishReason,
    streamed: call.streamed,
    first_content_ms: call.firstContentMs,
    duration_ms: call.durationMs,
    started_at: call.eventAt.toISOString(),
    booked_at: call.bookedAt.toISOString(),
    attempts: readAttempts(call.attempts).map((attempt) => ({
      endpoint_id: attempt.endpointId,
      provider: attempt.providerSlug,
      status: attempt.status,
      result: attempt.result,
      duration_ms: attempt.durationMs,
      ...(attempt.ownKey ? { own_key: true as const } : {}),
      ...(attempt.hedge ? { hedge: true as const } : {}),
    })),
    units: readUnits(call.units),
    ...sources,
    legs: {
      cost_nano: `${call.costNano}`,
      platform_fee_nano: `${call.feeNano}`,
      surcharge_nano: `${call.surchargeNano}`,
      charge_nano: `${call.chargeNano}`,
      ...(sponsored ? { sponsored_nano: `${sponsored.amountNano}` } : {}),
    },
    hold_nano: `${call.holdNano}`,
    journal_id: call.journalId,
    later,
  };
}

const Prices = z.record(z.string(), z.string());

/** The rows a call points to, in the words of the receipt. */
async function loadVersions(
  { db: { prisma } }: Pick<Services, "db">,
  call: CallModel,
): Promise<Pick<ReceiptDocument, "app" | "provider" | "price" | "fee" | "margin">> {
  const [app, provider, price, fee, margin] = await Promise.all([
    call.appId === null ? null : prisma.app.findUnique({ where: { id: call.appId } }),
    call.providerId === null ? null : prisma.provider.findUnique({ where: { id: call.providerId } }),
    call.priceVersionId === null
      ? null
      : prisma.priceVersion.findUnique({
          where: { id: call.priceVersionId },
          include: { corrections: { orderBy: { bucket: "asc" } } },
        }),
    prisma.feeVersion.findUniqueOrThrow({ where: { id: call.feeVersionId } }),
    call.marginVersionId === null ? null : prisma.marginVersion.findUnique({ where: { id: call.marginVersionId } }),
  ]);
  return {
    app: app && { id: app.id, name: app.name },
    provider: provider && { id: provider.id, slug: provider.slug, name: provider.name },
    price: price && {
      version: price.id,
      prices: Prices.parse(price.prices),
      corrections: price.corrections.map(({ bucket, priceNano, reason }) => ({
        bucket,
        price_nano: `${priceNano}`,
        reason,
      })),
    },
    fee: feeOf(toFeeVersion(fee)),
    margin: margin && marginOf(margin, call.modelId),
  };
}

function feeOf({ id, basisPoints, fixedNano, appliesTo }: FeeVersion): ReceiptDocument["fee"] {
  const terms = { version: id, basis_points: basisPoints, fixed_nano: `${fixedNano}` };
  return appliesTo === "call" ? terms : { ...terms, applies_to: appliesTo };
}

/** The terms the call went by: those its model has in the version, or the version's own. */
function marginOf(margin: MarginVersionModel, modelId: string): ReceiptDocument["margin"] {
  const terms = termsFor(readMarginPolicy(margin), modelId);
  return {
    version: margin.id,
    number: margin.version,
    basis_points: terms.basisPoints,
    per_request_nano: `${terms.perRequestNano}`,
    per_million_tokens_nano: `${terms.perMillionTokensNano}`,
    per_million_units_nano: writeUnitParts(terms.perMillionUnitsNano),
    minimum_nano: `${terms.minimumNano}`,
    cap_nano: terms.capNano === null ? null : `${terms.capNano}`,
  };
}

/** What was booked on the call after it was settled, as it touched the customer. */
async function loadLaterBookings({ db }: Pick<Services, "db">, call: CallModel): Promise<ReceiptLaterBooking[]> {
  const { rows } = await db.pool.query<{ id: string; kind: string; at: Date; credited: bigint; memo: string }>(
    `SELECT j.id::text, j.kind, j.booked_at AS at, j.memo, coalesce(sum(e.amount_nano) FILTER (
          WHERE a.owner = $2 AND a.type IN ('customer_credit', 'customer_promotional_credit')), 0)::bigint AS credited
       FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
       WHERE j.idempotency_key = $1 OR j.id IN (SELECT journal_id FROM call_refund WHERE call_id = $3) GROUP BY j.id ORDER BY j.booked_at, j.id`,
    [callDifferenceKey(call.id), call.workspaceId, call.id],
  );
  return rows.map(({ id, kind, at, credited, memo }) => ({
    journal_id: id,
    kind,
    booked_at: at.toISOString(),
    credited_nano: `${credited}`,
    memo,
  }));
}
