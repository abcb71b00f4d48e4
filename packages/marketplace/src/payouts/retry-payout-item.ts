import { z } from "zod";
import { type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { orRefusal } from "./refusals.ts";
import { requirePayouts } from "./require-payouts.ts";

export const RetryPayoutItemInput = z.object({ runId: z.string(), itemId: z.string() });
export type RetryPayoutItemInput = z.input<typeof RetryPayoutItemInput>;

/** Tries a failed item once more, as the next attempt under a key of its own; the worker sends it. Finance may. */
export async function retryPayoutItem(ctx: Context, input: RetryPayoutItemInput): Promise<{ attempt: number }> {
  requirePlatformRole(ctx, "finance");
  const { runId, itemId } = parseInput(RetryPayoutItemInput, input);
  requirePayouts(ctx);
  const item = await ctx.db.prisma.payoutItem.findFirst({ where: { id: itemId, runId } });
  if (!item) throw new MarketplaceError("not_found", "This statement does not exist.");
  return await orRefusal(
    ctx.db.prisma.$transaction(async (tx) => {
      const [attempt] = await tx.$queryRaw<{ number: number; status: string; problem: string | null }[]>`
        SELECT number, status, problem FROM start_payout_attempt(${itemId}::text, true)`;
      if (!attempt) throw new Error("an attempt was neither started nor found");
      if (attempt.status === "failed")
        throw new MarketplaceError(
          "precondition_failed",
          attempt.problem ?? "This payee cannot be paid at the moment.",
        );
      await recordAudit(tx, ctx, {
        action: "retryPayoutItem",
        workspaceId: item.payeeWorkspaceId,
        subjectId: itemId,
        detail: { attempt: attempt.number },
      });
      return { attempt: attempt.number };
    }),
  );
}
