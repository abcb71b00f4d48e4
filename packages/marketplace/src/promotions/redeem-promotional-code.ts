import { CODE_REFUSED, CODE_USED_UP, grantPromotional } from "@tollgate/db/grant-promotional";
import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { rawState } from "@tollgate/db/raw-state";
import { z } from "zod";
import { type Context, recordAudit, requireUser, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { CodeText } from "./code-text.ts";
import { daysFrom } from "./promotion-input.ts";

export const RedeemPromotionalCodeInput = z.object({ workspaceId: z.string(), code: CodeText });
export type RedeemPromotionalCodeInput = z.input<typeof RedeemPromotionalCodeInput>;

export interface RedeemedCode {
  readonly amountNano: bigint;
  readonly expiresAt: Date;
}

/** Whoever guesses codes learns nothing: unknown, withdrawn and over are one answer. */
const REFUSED = "This code is not valid, or no longer.";

/** Turns a code into promotional credit, once per workspace. Admins and owners may. */
export async function redeemPromotionalCode(ctx: Context, input: RedeemPromotionalCodeInput): Promise<RedeemedCode> {
  const { workspaceId, code } = parseInput(RedeemPromotionalCodeInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const createdById = requireUser(ctx);
  const redeemed = await ctx.db.prisma.$transaction(
    async (tx) => await redeem(tx, ctx, { workspaceId, code: code.toUpperCase(), createdById }),
  );
  await projectCredit(ctx, workspaceId);
  return redeemed;
}

interface Redemption {
  readonly workspaceId: string;
  readonly code: string;
  readonly createdById: string;
}

async function redeem(
  tx: Transaction,
  ctx: Context,
  { workspaceId, code, createdById }: Redemption,
): Promise<RedeemedCode> {
  const refused = (sentence: string, cause?: unknown) =>
    new MarketplaceError("precondition_failed", sentence, { field: "code", cause });
  // Locked first, so that two of the same workspace redeem one after the other.
  await tx.$queryRaw`SELECT 1 FROM promotional_code WHERE code = ${code} FOR UPDATE`;
  const terms = await tx.promotionalCode.findUnique({ where: { code } });
  if (!terms) throw refused(REFUSED);
  const before = await tx.promotionalLot.count({ where: { codeId: terms.id, workspaceId } });
  if (before > 0) throw refused("This workspace has redeemed the code already.");
  const lotId = newId("promotionalLot");
  const expiresAt = daysFrom(ctx.now(), terms.creditDays);
  const { amountNano, reason } = terms;
  try {
    const lot = { lotId, workspaceId, amountNano, expiresAt, reason, codeId: terms.id, createdById };
    await grantPromotional(tx, { ...lot, eventAt: ctx.now() });
  } catch (error) {
    const state = rawState(error);
    if (state === CODE_REFUSED) throw refused(REFUSED, error);
    if (state === CODE_USED_UP) throw refused("This code has been redeemed as often as it can be.", error);
    throw error;
  }
  await recordAudit(tx, ctx, {
    action: "redeemPromotionalCode",
    workspaceId,
    subjectId: lotId,
    detail: { code, amountNano: `${amountNano}`, expiresAt: expiresAt.toISOString() },
  });
  return { amountNano, expiresAt };
}
