import { monthOf, previousMonth } from "@tollgate/payouts/months";
import { type Context, requirePlatformRole } from "../context.ts";
import { closedAt } from "./close-month.ts";
import { type PayoutRunView, toRunViews } from "./run-view.ts";

export interface PayoutRunList {
  /** Newest month first, every revision; the latest 120. */
  readonly runs: PayoutRunView[];
  /** The running UTC month, which can be previewed only. */
  readonly currentMonth: string;
  /** The month before, which is over and can be computed. */
  readonly lastMonth: string;
  readonly lastMonthClosedAt: Date | null;
}

const MAX_RUNS = 120;

/** Every computed run, for the finance desk. */
export async function listPayoutRuns(ctx: Context): Promise<PayoutRunList> {
  requirePlatformRole(ctx, "finance");
  const current = monthOf(ctx.now());
  const last = previousMonth(current);
  const [rows, closed] = await Promise.all([
    ctx.db.prisma.payoutRun.findMany({ orderBy: [{ month: "desc" }, { revision: "desc" }], take: MAX_RUNS }),
    closedAt(ctx, last),
  ]);
  const runs = await toRunViews(ctx.db.prisma, rows);
  return { runs, currentMonth: current, lastMonth: last, lastMonthClosedAt: closed };
}
