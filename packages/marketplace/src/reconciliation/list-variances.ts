import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, readMonth } from "../payouts/month-input.ts";
import { readSnapshot } from "../reports/read-snapshot.ts";
import { PULL_JOB } from "./pull-processor-transactions.ts";
import { readVariances, type Variances } from "./read-variances.ts";

export const ListVariancesInput = z.object({ month: MonthText });
export type ListVariancesInput = z.input<typeof ListVariancesInput>;

export interface VariancesView extends Variances {
  readonly month: string;
  /** When the processor was asked last; `null` before the first time. */
  readonly pulledUntil: Date | null;
}

/** What differs between the processor, our books and the providers' invoices, with what finance found out about it. Finance may. */
export async function listVariances(ctx: Context, input: ListVariancesInput): Promise<VariancesView> {
  requirePlatformRole(ctx, "finance");
  const month = readMonth(parseInput(ListVariancesInput, input).month);
  const mark = await ctx.db.prisma.jobWatermark.findUnique({ where: { job: PULL_JOB } });
  const pulledUntil = mark?.bookedAt ?? null;
  const found = await readSnapshot(ctx.db, (client) => readVariances(client, month, pulledUntil));
  return { month, pulledUntil, ...found };
}
