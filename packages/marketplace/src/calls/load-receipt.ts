import type { CallModel } from "@tollgate/db/generated/models/Call";
import { type MarginPolicy, termsFor } from "@tollgate/pricing/versions";
import { readMarginPolicy } from "../apps/margin-columns.ts";
import type { Services } from "../context.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { correctedPrices } from "../settlement/read-unit-prices.ts";
import { loadCallFacts } from "./load-call-facts.ts";
import { type ReceiptRefund, type ReceiptView, toReceiptView } from "./receipt-view.ts";

/** The receipt of a call of this workspace, or `null` when it has none (yet). */
export async function loadReceipt(
  services: Pick<Services, "db">,
  workspaceId: string,
  callId: string,
): Promise<ReceiptView | null> {
  const row = await services.db.prisma.call.findFirst({ where: { id: callId, workspaceId } });
  return row && toReceiptView(row, await loadSources(services, row));
}

async function loadSources(services: Pick<Services, "db">, row: CallModel) {
  const { prisma } = services.db;
  const [names, refunds, price, fee, margin, sponsored] = await Promise.all([
    loadCallFacts(services, row.workspaceId, [row]),
    loadRefunds(services, row.id),
    row.priceVersionId === null
      ? null
      : prisma.priceVersion.findUnique({ where: { id: row.priceVersionId }, include: { corrections: true } }),
    prisma.feeVersion.findUniqueOrThrow({ where: { id: row.feeVersionId } }),
    row.marginVersionId === null ? null : prisma.marginVersion.findUnique({ where: { id: row.marginVersionId } }),
    row.grantId === null ? null : prisma.sponsoredSpend.findUnique({ where: { callId: row.id } }),
  ]);
  return {
    names,
    refunds,
    sponsoredNano: sponsored?.amountNano ?? 0n,
    prices: price && correctedPrices(price),
    fee: toFeeVersion(fee),
    margin: margin && {
      id: margin.id,
      version: margin.version,
      ...marginFor(readMarginPolicy(margin), row.modelId),
    },
  };
}

/** The terms of the call's model, and whether the margin names it. */
function marginFor(policy: MarginPolicy, modelId: string) {
  return { ...termsFor(policy, modelId), ownTerms: Object.hasOwn(policy.overrides, modelId) };
}

async function loadRefunds({ db: { prisma } }: Pick<Services, "db">, callId: string): Promise<ReceiptRefund[]> {
  const rows = await prisma.callRefund.findMany({
    where: { callId },
    orderBy: { bookedAt: "asc" },
    include: { correction: { select: { reason: true } } },
  });
  return rows.map((row) => ({
    at: row.bookedAt,
    amountNano: row.paidNano + row.promotionalNano + row.sponsoredNano,
    promotionalNano: row.promotionalNano,
    sponsoredNano: row.sponsoredNano,
    reason: row.correction.reason,
    journalId: row.journalId,
  }));
}
