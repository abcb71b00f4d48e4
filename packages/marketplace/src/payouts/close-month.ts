import { isOver, type Month } from "@tollgate/payouts/months";
import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, monthColumn, readMonth } from "./month-input.ts";

export const CloseMonthInput = z.object({ month: MonthText });
export type CloseMonthInput = z.input<typeof CloseMonthInput>;

export interface ClosedMonth {
  readonly month: string;
  /** The cut-off: what is booked later goes to the next open month. */
  readonly closedAt: Date;
}

/** Closes a UTC month that is over. Waits for bookings in flight. Closing twice gives the first cut-off. Finance may. */
export async function closeMonth(ctx: Context, input: CloseMonthInput): Promise<ClosedMonth> {
  requirePlatformRole(ctx, "finance");
  const month = readMonth(parseInput(CloseMonthInput, input).month);
  const known = await closedAt(ctx, month);
  if (known) return { month, closedAt: known };
  // The database has the last word about the time; asking first saves taking its lock in vain.
  if (!isOver(month, ctx.now())) throw notOver(month);
  return await ctx.db.prisma.$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<{ closed_at: Date }[]>`
        SELECT close_month(${monthColumn(month)}::date, ${actorId(ctx) ?? "system"}::text) AS closed_at`;
      const row = rows[0];
      if (!row) throw new Error("close_month returned nothing");
      await recordAudit(tx, ctx, { action: "closeMonth", workspaceId: null, subjectId: month });
      return { month, closedAt: row.closed_at };
    },
    { timeout: 60_000 },
  );
}

/** When the month stopped taking bookings, or `null` while it takes them. Closing a month closes all before it. */
export async function closedAt(ctx: Pick<Context, "db">, month: Month): Promise<Date | null> {
  const period = await ctx.db.prisma.ledgerPeriod.findFirst({
    where: { month: { gte: monthColumn(month) } },
    orderBy: { month: "asc" },
  });
  return period?.closedAt ?? null;
}

function notOver(month: Month): MarketplaceError {
  return new MarketplaceError(
    "precondition_failed",
    `${month} is not over yet. A month closes after its last moment in UTC; until then, look at its preview.`,
    { field: "month" },
  );
}
