import { formatUsd } from "@tollgate/money/nano";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { CorrectionView } from "./correction-view.ts";
import { previewCallRefund } from "./preview-call-refund.ts";
import { readCorrection } from "./read-correction.ts";
import type { Legs } from "./split-refund.ts";

export const GetCorrectionInput = z.object({ correctionId: z.string().max(60) });
export type GetCorrectionInput = z.input<typeof GetCorrectionInput>;

/** A line of the journal it is, or would be: positive credits the account. */
export interface CorrectionLeg {
  readonly accountType: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly amountNano: bigint;
}

export interface CorrectionDetail {
  readonly correction: CorrectionView;
  /** As booked; of a request that waits, as it would be booked now; empty when nothing is or would be. */
  readonly legs: readonly CorrectionLeg[];
}

/** An adjustment or refund of a call with the lines it moves. Finance may. */
export async function getCorrection(ctx: Context, input: GetCorrectionInput): Promise<CorrectionDetail> {
  requirePlatformRole(ctx, "finance");
  const { correctionId } = parseInput(GetCorrectionInput, input);
  const correction = await readCorrection(ctx, correctionId);
  if (correction.journalId !== null) return { correction, legs: await bookedLegs(ctx, correction.journalId) };
  if (correction.status === "rejected") return { correction, legs: [] };
  return { correction, legs: await legsToCome(ctx, correction) };
}

async function legsToCome(ctx: Context, correction: CorrectionView): Promise<CorrectionLeg[]> {
  // An adjustment may be about a call as well; it moves one account.
  return correction.kind === "call_refund" ? await refundLegs(ctx, correction) : adjustmentLegs(correction);
}

async function bookedLegs(ctx: Context, journalId: string): Promise<CorrectionLeg[]> {
  const { rows } = await ctx.db.pool.query<{ type: string; owner: string; name: string | null; amount: bigint }>(
    `SELECT a.type, a.owner, w.name, e.amount_nano AS amount FROM entry e JOIN ledger_account a ON a.id = e.account_id
      LEFT JOIN workspace w ON w.id = a.owner WHERE e.journal_id = $1::uuid ORDER BY e.amount_nano DESC, a.id`,
    [journalId],
  );
  return rows.map(({ type, owner, name, amount }) => ({
    accountType: type,
    owner,
    ownerName: name ?? nameOf(owner),
    amountNano: amount,
  }));
}

function adjustmentLegs({ accountType, owner, ownerName, counterType, amountNano }: CorrectionView): CorrectionLeg[] {
  return [
    { accountType, owner, ownerName, amountNano },
    { accountType: counterType ?? "", owner: "platform", ownerName: nameOf("platform"), amountNano: -amountNano },
  ];
}

/** What it would turn back now; nothing when less is left by now. */
async function refundLegs(ctx: Context, { callId, amountNano }: CorrectionView): Promise<CorrectionLeg[]> {
  const call = await previewCallRefund(ctx, { callId: callId ?? "", amountUsd: formatUsd(amountNano) }).catch(
    (error: unknown) => {
      if (error instanceof MarketplaceError && error.code === "precondition_failed") return null;
      throw error;
    },
  );
  if (!call?.preview) return [];
  const { workspace, provider, builder, preview } = call;
  const leg = (accountType: string, to: { id: string; name: string } | null, nano: bigint): CorrectionLeg => ({
    accountType,
    owner: to?.id ?? "platform",
    ownerName: to?.name ?? nameOf("platform"),
    amountNano: nano,
  });
  const { costNano, feeNano, surchargeNano }: Legs = preview;
  return [
    leg("customer_credit", workspace, preview.paidNano),
    leg("customer_promotional_credit", workspace, preview.promotionalNano),
    leg("customer_credit", builder, preview.sponsoredNano),
    leg("provider_payable", provider, -costNano),
    leg("platform_fee_revenue", null, -feeNano),
    leg("builder_payable", builder, -surchargeNano),
  ].filter((one) => one.amountNano !== 0n);
}

function nameOf(owner: string): string {
  return owner === "platform" ? "Platform" : owner;
}
