import { NANO_PER_CENT } from "@tollgate/money/nano";
import { monthBounds } from "@tollgate/payouts/months";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, readMonth } from "../payouts/month-input.ts";

export const ListProcessorTransactionsInput = z.object({
  month: MonthText,
  /** In the processor's words, such as `charge`; every one when left out. */
  category: z.string().max(60).nullish(),
  ...LIST_PAGE,
});
export type ListProcessorTransactionsInput = z.input<typeof ListProcessorTransactionsInput>;

/** A movement of our balance at the processor, as it said it. Amounts are nano-USD; positive comes in. */
export interface ProcessorTransactionView {
  readonly id: string;
  readonly category: string;
  readonly amountNano: bigint;
  readonly feeNano: bigint;
  readonly netNano: bigint;
  /** What it comes from at the processor, and what of ours that is, as far as it says so. */
  readonly sourceId: string | null;
  readonly reference: string | null;
  readonly at: Date;
}

export interface ProcessorTransactionPage {
  /** Newest first. */
  readonly transactions: readonly ProcessorTransactionView[];
  readonly nextCursor: string | null;
}

/** What moved our balance at the processor in a month, a page at a time. Finance may. */
export async function listProcessorTransactions(
  ctx: Context,
  input: ListProcessorTransactionsInput,
): Promise<ProcessorTransactionPage> {
  requirePlatformRole(ctx, "finance");
  const { month, category, limit, cursor } = parseInput(ListProcessorTransactionsInput, input);
  const { start, end } = monthBounds(readMonth(month));
  const last = cursor ? await ctx.db.prisma.processorTransaction.findUnique({ where: { id: cursor } }) : null;
  const rows = await ctx.db.prisma.processorTransaction.findMany({
    where: {
      createdAt: { gte: start, lt: end },
      ...(category && { category }),
      ...(last && { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const transactions = rows.slice(0, limit).map((row) => ({
    ...{ id: row.id, category: row.category, sourceId: row.sourceId, at: row.createdAt },
    ...{ amountNano: row.amountCents * NANO_PER_CENT, feeNano: row.feeCents * NANO_PER_CENT },
    ...{ netNano: row.netCents * NANO_PER_CENT, reference: row.reference ?? row.paymentIntentId ?? row.transferId },
  }));
  return { transactions, nextCursor: rows.length > limit ? (transactions.at(-1)?.id ?? null) : null };
}
