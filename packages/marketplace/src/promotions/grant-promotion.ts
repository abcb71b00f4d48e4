import { grantPromotional } from "@tollgate/db/grant-promotional";
import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, recordAudit, requireStaff, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { CreditDays, daysFrom, PromotionAmount, PromotionReason, promotionNano } from "./promotion-input.ts";

export const GrantPromotionInput = z.object({
  /** Slug or id of the workspace that gets the credit. */
  workspace: z.string().trim().min(1, "Name a workspace.").max(100, "Name a workspace."),
  amountUsd: PromotionAmount,
  days: CreditDays,
  reason: PromotionReason,
});
export type GrantPromotionInput = z.input<typeof GrantPromotionInput>;

export interface GrantedPromotion {
  readonly lotId: string;
  readonly workspaceName: string;
  readonly amountNano: bigint;
  readonly expiresAt: Date;
}

/** Gives a workspace promotional credit that expires. Finance and operators may. */
export async function grantPromotion(ctx: Context, input: GrantPromotionInput): Promise<GrantedPromotion> {
  requireStaff(ctx);
  const { workspace, amountUsd, days, reason } = parseInput(GrantPromotionInput, input);
  const createdById = requireUser(ctx);
  const amountNano = promotionNano(amountUsd);
  const now = ctx.now();
  const expiresAt = daysFrom(now, days);
  const lotId = newId("promotionalLot");
  const granted = await ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.workspace.findFirst({ where: { OR: [{ slug: workspace }, { id: workspace }] } });
    if (!found) throw new MarketplaceError("not_found", "There is no such workspace.", { field: "workspace" });
    const lot = { lotId, workspaceId: found.id, amountNano, expiresAt, reason, createdById };
    await grantPromotional(tx, { ...lot, eventAt: now, codeId: null });
    await recordAudit(tx, ctx, {
      action: "grantPromotion",
      workspaceId: found.id,
      subjectId: lotId,
      detail: { amountNano: `${amountNano}`, expiresAt: expiresAt.toISOString(), reason },
    });
    return found;
  });
  await projectCredit(ctx, granted.id);
  return { lotId, workspaceName: granted.name, amountNano, expiresAt };
}
