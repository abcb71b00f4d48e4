import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type PaymentView, toPaymentView } from "./payment-view.ts";

export const ListPaymentsInput = z.object({
  workspaceId: z.string(),
  /** Id of the last payment of the page before. */
  cursor: z.string().nullish(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListPaymentsInput = z.input<typeof ListPaymentsInput>;

export interface PaymentPage {
  readonly payments: readonly PaymentView[];
  readonly nextCursor: string | null;
}

/** Purchases of credit of a workspace, newest first. Members may. */
export async function listPayments(ctx: Context, input: ListPaymentsInput): Promise<PaymentPage> {
  const { workspaceId, cursor, limit } = parseInput(ListPaymentsInput, input);
  requireWorkspace(ctx, workspaceId);
  const last = cursor ? await ctx.db.prisma.payment.findFirst({ where: { id: cursor, workspaceId } }) : null;
  if (cursor && !last) throw new MarketplaceError("invalid_input", "This page does not exist.", { field: "cursor" });
  const rows = await ctx.db.prisma.payment.findMany({
    where: {
      workspaceId,
      ...(last && { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    payments: page.map(toPaymentView),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
