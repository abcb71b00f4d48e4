import { decideCorrection, REFUND_TOO_HIGH } from "@tollgate/db/decide-correction";
import { newId, parseGenerationId } from "@tollgate/db/ids";
import { rawState } from "@tollgate/db/raw-state";
import { z } from "zod";
import { type Context, recordAudit, requireStaff, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { CorrectionReason, SECOND_PERSON_ABOVE_NANO } from "./correction-input.ts";

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
  const needsSecond = amountNano > SECOND_PERSON_ABOVE_NANO;
  const id = newId("correction");
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO correction (id, kind, amount_nano, call_id, reason, needs_second, requested_by_id)
        VALUES (${id}, 'call_refund', ${amountNano}, ${call.id}::uuid, ${reason}, ${needsSecond}, ${requestedById})`;
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
    if (rawState(error) === REFUND_TOO_HIGH) throw tooHigh();
    throw error;
  }
  if (!needsSecond) await projectCredit(ctx, call.workspaceId);
  return { id, amountNano, status: needsSecond ? "requested" : "posted" };
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
          `SELECT c.workspace_id AS workspace, (c.charge_nano - coalesce((SELECT sum(paid_nano + promotional_nano) FROM call_refund
            WHERE call_id = c.id), 0))::bigint AS left FROM call c WHERE c.id = $1::uuid`,
          [id],
        );
  const row = result?.rows[0];
  if (id === null || !row) throw new MarketplaceError("not_found", "There is no such call.", { field: "callId" });
  return { id, workspaceId: row.workspace, leftNano: row.left };
}
