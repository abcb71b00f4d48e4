import { newId, parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText, usdToNano } from "../usd-input.ts";
import { CORRECTED_ACCOUNTS, CorrectionReason } from "./correction-input.ts";

export const RequestAdjustmentInput = z.object({
  accountType: z.enum(CORRECTED_ACCOUNTS),
  /** Slug or id of the workspace whose account it is. */
  workspace: z.string().trim().min(1, "Name a workspace.").max(100, "Name a workspace."),
  direction: z.enum(["credit", "debit"]),
  amountUsd: UsdText,
  /** Who bears it: the platform's account on the other side. */
  counterType: z.enum(["platform_fee_revenue", "bad_debt", "rounding"]),
  /** `gen-…` of the call it is about. */
  callId: z.string().trim().max(60).nullish(),
  paymentId: z.string().trim().max(60).nullish(),
  reason: CorrectionReason,
});
export type RequestAdjustmentInput = z.input<typeof RequestAdjustmentInput>;

/** Asks for an adjustment of an account; another person of finance decides it. Finance may. @returns its id. */
export async function requestAdjustment(ctx: Context, input: RequestAdjustmentInput): Promise<{ readonly id: string }> {
  requirePlatformRole(ctx, "finance");
  const fields = parseInput(RequestAdjustmentInput, input);
  const requestedById = requireUser(ctx);
  const magnitude = usdToNano(fields.amountUsd, { field: "amountUsd", minimumNano: 1n });
  const amountNano = fields.direction === "credit" ? magnitude : -magnitude;
  const callId = fields.callId ? parseGenerationId(fields.callId) : null;
  if (fields.callId && callId === null)
    throw new MarketplaceError("invalid_input", "Enter the id of a call, such as gen-….", { field: "callId" });
  const id = newId("correction");
  const { workspace, accountType, counterType, reason } = fields;
  await ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.workspace.findFirst({ where: { OR: [{ slug: workspace }, { id: workspace }] } });
    if (!found) throw new MarketplaceError("not_found", "There is no such workspace.", { field: "workspace" });
    if (callId !== null && !(await tx.call.findFirst({ where: { id: callId }, select: { id: true } })))
      throw new MarketplaceError("not_found", "There is no such call.", { field: "callId" });
    await tx.$executeRaw`INSERT INTO correction (id, kind, amount_nano, account_type, owner, counter_type, call_id, payment_id, reason,
        requested_by_id)
      VALUES (${id}, 'adjustment', ${amountNano}, ${accountType}, ${found.id}, ${counterType}, ${callId}::uuid, ${fields.paymentId || null},
        ${reason}, ${requestedById})`;
    await recordAudit(tx, ctx, {
      action: "requestAdjustment",
      workspaceId: found.id,
      subjectId: id,
      detail: { accountType, counterType, amountNano: `${amountNano}`, reason },
    });
  });
  return { id };
}
