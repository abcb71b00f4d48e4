import { z } from "zod";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { requireCard } from "./require-card.ts";

export const SetDefaultCardInput = z.object({ workspaceId: z.string(), cardId: z.string() });
export type SetDefaultCardInput = z.input<typeof SetDefaultCardInput>;

/** Chooses the card that is charged automatically. Admins may. */
export async function setDefaultCard(ctx: Context, input: SetDefaultCardInput): Promise<void> {
  const { workspaceId, cardId } = parseInput(SetDefaultCardInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  await requireCard(ctx, workspaceId, cardId);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.billingProfile.update({ where: { workspaceId }, data: { defaultCardId: cardId } });
    await recordAudit(tx, ctx, { action: "setDefaultCard", workspaceId, subjectId: cardId });
  });
}
