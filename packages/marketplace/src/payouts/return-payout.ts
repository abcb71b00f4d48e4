import { type Context, requirePlatformRole } from "../context.ts";
import { notifyPayee } from "./notify-payee.ts";

export interface ReturnedTransfer {
  readonly transferId: string;
  readonly problem: string;
}

/** Books that a transfer came back: the amount is payable again and part of the next statement. Twice is once. */
export async function returnPayout(ctx: Context, { transferId, problem }: ReturnedTransfer): Promise<string> {
  requirePlatformRole(ctx, "finance");
  const { rows } = await ctx.db.pool.query<{ status: string }>("SELECT return_payout($1, $2) AS status", [
    transferId,
    problem,
  ]);
  const status = rows[0]?.status ?? "";
  const attempt = await ctx.db.prisma.payoutAttempt.findUnique({ where: { transferId } });
  if (status === "returned" && attempt) await notifyPayee(ctx, { itemId: attempt.itemId, kind: "returned" });
  return status;
}
