import { randomInt } from "node:crypto";
import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type Context, recordAudit, requireStaff, requireUser } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { CodeText } from "./code-text.ts";
import { CreditDays, daysFrom, PromotionAmount, PromotionReason, promotionNano } from "./promotion-input.ts";

export const CreatePromotionalCodeInput = z.object({
  /** Left out, one that cannot be guessed is made. */
  code: CodeText.nullish(),
  amountUsd: PromotionAmount,
  maxRedemptions: z
    .int("Enter a whole number.")
    .min(1, "At least one workspace redeems it.")
    .max(1_000_000, "At most a million workspaces redeem it."),
  /** How long it can be redeemed. */
  validDays: CreditDays,
  /** How long the credit lasts once it is redeemed. */
  creditDays: CreditDays,
  reason: PromotionReason,
});
export type CreatePromotionalCodeInput = z.input<typeof CreatePromotionalCodeInput>;

/** Without letters and digits that are mistaken for one another. */
const ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const LENGTH = 12;

/** Makes a code that workspaces redeem for promotional credit, each once. Finance and operators may. @returns the code. */
export async function createPromotionalCode(
  ctx: Context,
  input: CreatePromotionalCodeInput,
): Promise<{ readonly id: string; readonly code: string }> {
  requireStaff(ctx);
  const {
    code: asked,
    amountUsd,
    maxRedemptions,
    validDays,
    creditDays,
    reason,
  } = parseInput(CreatePromotionalCodeInput, input);
  const createdById = requireUser(ctx);
  const amountNano = promotionNano(amountUsd);
  const code = asked?.toUpperCase() ?? randomCode();
  const id = newId("promotionalCode");
  const validUntil = daysFrom(ctx.now(), validDays);
  try {
    await ctx.db.prisma.$transaction(async (tx) => {
      await tx.promotionalCode.create({
        data: { id, code, amountNano, maxRedemptions, validUntil, creditDays, reason, createdById },
      });
      await recordAudit(tx, ctx, {
        action: "createPromotionalCode",
        workspaceId: null,
        subjectId: id,
        detail: { code, amountNano: `${amountNano}`, maxRedemptions, validUntil: validUntil.toISOString(), creditDays },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new MarketplaceError("conflict", "This code exists already. Choose another.", {
      field: "code",
      cause: error,
    });
  }
  return { id, code };
}

function randomCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
