import { decideCorrection, NOT_FOR_YOU, REFUND_TOO_HIGH } from "@tollgate/db/decide-correction";
import { newId, parseGenerationId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { rawState } from "@tollgate/db/raw-state";
import { z } from "zod";
import { type Context, recordAudit, requireStaff, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { CorrectionReason } from "./correction-input.ts";
import { projectCorrected } from "./project-corrected.ts";

export const RefundCallInput = z.object({
  /** `gen-…`. */
  callId: z.string().trim().max(60),
  /** Left out, everything that is left. */
  amountUsd: UsdText.nullish(),
  reason: CorrectionReason,
});
export type RefundCallInput = z.input<typeof RefundCallInput>;

export interface RefundedCall {
  readonly id: string;
  readonly amountNano: bigint;
  /** `requested` when a second person has to approve it. */
  readonly status: "posted" | "requested";
}

/**
 * Refunds a call, in full or in part: every leg is undone in proportion, and the customer's credit comes back where it was taken from. A
 * large refund waits for a second person of finance. Finance and operators may.
 */
export async function refundCall(ctx: Context, input: RefundCallInput): Promise<RefundedCall> {
  requireStaff(ctx);
  const { callId: asked, amountUsd, reason } = parseInput(RefundCallInput, input);
  const requestedById = requireUser(ctx);
  const part = optionalUsdToNano(amountUsd, { field: "amountUsd", minimumNano: 1n });
  const call = await findCall(ctx, asked);
  const amountNano = part ?? call.leftNano;
  if (amountNano <= 0n || amountNano > call.leftNano) throw tooHigh();
  const id = newId("correction");
  let needsSecond = true;
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      needsSecond = await requestRefund(tx, { id, callId: call.id, amountNano, reason, requestedById });
      if (!needsSecond)
        await decideCorrection(tx, { correctionId: id, decidedById: requestedById, approve: true, note: null });
      await recordAudit(tx, ctx, {
        action: "refundCall",
        workspaceId: call.workspaceId,
        subjectId: id,
        detail: { callId: call.id, amountNano: `${amountNano}`, reason, needsSecond },
      });
    });
  } catch (error) {
    throw explained(error);
  }
  if (!needsSecond) await projectCorrected(ctx, id);
  return { id, amountNano, status: needsSecond ? "requested" : "posted" };
}

interface RefundRequest {
  readonly id: string;
  readonly callId: string;
  readonly amountNano: bigint;
  readonly reason: string;
  readonly requestedById: string;
}

/** @returns whether a second person has to approve it; the database decides, by its stored setting. */
async function requestRefund(tx: Transaction, request: RefundRequest): Promise<boolean> {
  const { id, callId, amountNano, reason, requestedById } = request;
  const rows = await tx.$queryRaw<{ needs_second: boolean }[]>`
    INSERT INTO correction (id, kind, amount_nano, call_id, reason, requested_by_id)
      VALUES (${id}, 'call_refund', ${amountNano}, ${callId}::uuid, ${reason}, ${requestedById}) RETURNING needs_second`;
  return rows[0]?.needs_second ?? true;
}

function explained(error: unknown): unknown {
  const state = rawState(error);
  if (state === REFUND_TOO_HIGH) return tooHigh();
  if (state === NOT_FOR_YOU)
    return new MarketplaceError("conflict", "Somebody has refunded part of this call meanwhile. Look at it again.");
  return error;
}

function tooHigh(): MarketplaceError {
  return new MarketplaceError("precondition_failed", "This is more than is left of the call’s charge.", {
    field: "amountUsd",
  });
}

async function findCall(ctx: Context, text: string): Promise<{ id: string; workspaceId: string; leftNano: bigint }> {
  const id = parseGenerationId(text);
  const result =
    id === null
      ? null
      : await ctx.db.pool.query<{ workspace: string; left: bigint }>(
          `SELECT c.workspace_id AS workspace, (c.charge_nano - coalesce((SELECT sum(cost_nano + fee_nano + surcharge_nano) FROM call_refund
            WHERE call_id = c.id), 0))::bigint AS left FROM call c WHERE c.id = $1::uuid`,
          [id],
        );
  const row = result?.rows[0];
  if (id === null || !row) throw new MarketplaceError("not_found", "There is no such call.", { field: "callId" });
  return { id, workspaceId: row.workspace, leftNano: row.left };
}
