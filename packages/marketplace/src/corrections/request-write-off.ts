import { newId } from "@tollgate/db/ids";
import { formatUsd } from "@tollgate/money/nano";
import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { UsdText, usdToNano } from "../usd-input.ts";
import { CORRECTED_ACCOUNTS, CorrectionReason } from "./correction-input.ts";

export const RequestWriteOffInput = z.object({
  accountType: z.enum(CORRECTED_ACCOUNTS),
  /** Slug or id of the workspace that owes. */
  workspace: z.string().trim().min(1, "Name a workspace.").max(100, "Name a workspace."),
  /** Left out for all that is owed. */
  amountUsd: UsdText.nullish(),
  reason: CorrectionReason,
});
export type RequestWriteOffInput = z.input<typeof RequestWriteOffInput>;

/**
 * Asks to give up what a customer or payee owes, wholly or in part: credit or a payable below zero. Another person of finance decides, and the books
 * take no more than is owed by then. Finance may. @returns its id.
 */
export async function requestWriteOff(ctx: Context, input: RequestWriteOffInput): Promise<{ readonly id: string }> {
  requirePlatformRole(ctx, "finance");
  const { accountType, workspace, amountUsd, reason } = parseInput(RequestWriteOffInput, input);
  const requestedById = requireUser(ctx);
  const id = newId("correction");
  await ctx.db.prisma.$transaction(async (tx) => {
    const found = await tx.workspace.findFirst({ where: { OR: [{ slug: workspace }, { id: workspace }] } });
    if (!found) throw new MarketplaceError("not_found", "There is no such workspace.", { field: "workspace" });
    const account = await tx.ledgerAccount.findFirst({
      where: { owner: found.id, type: accountType, currency: "USD" },
      include: { balance: true },
    });
    const owedNano = -(account?.balance?.postedNano ?? 0n);
    if (owedNano <= 0n)
      throw new MarketplaceError("precondition_failed", "Nothing is owed on this account.", { field: "workspace" });
    const amountNano = amountUsd ? usdToNano(amountUsd, { field: "amountUsd", minimumNano: 1n }) : owedNano;
    if (amountNano > owedNano)
      throw new MarketplaceError("invalid_input", `At most ${formatUsd(owedNano)} USD is owed.`, {
        field: "amountUsd",
      });
    await tx.$executeRaw`INSERT INTO correction (id, kind, amount_nano, account_type, owner, counter_type, reason, requested_by_id)
      VALUES (${id}, 'write_off', ${amountNano}, ${accountType}, ${found.id}, 'bad_debt', ${reason}, ${requestedById})`;
    await recordAudit(tx, ctx, {
      action: "requestWriteOff",
      workspaceId: found.id,
      subjectId: id,
      detail: { accountType, amountNano: `${amountNano}`, reason },
    });
  });
  return { id };
}
