import type { Transaction } from "@tollgate/db/open-database";
import { decideHoldback } from "@tollgate/payouts/holdback";
import { isOver, type Month, monthOf } from "@tollgate/payouts/months";
import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { databaseTime } from "../database-time.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, monthColumn, readMonth } from "./month-input.ts";
import { readPayoutSettings } from "./payout-settings.ts";
import { readStatementsWithFacts } from "./read-statements.ts";

export const CloseMonthInput = z.object({ month: MonthText });
export type CloseMonthInput = z.input<typeof CloseMonthInput>;

export interface ClosedMonth {
  readonly month: string;
  /** The cut-off: what is booked later goes to the next open month. */
  readonly closedAt: Date;
}

/** Bookings wait while a month closes, so this is long for a month of millions of entries and no longer. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Closes a UTC month that is over, and those before it that are still open, oldest first. Waits for bookings in flight; sets holdback aside
 * and releases what is due, so that both are part of the month. Closing twice gives the first cut-off. Finance may.
 */
export async function closeMonth(ctx: Context, input: CloseMonthInput): Promise<ClosedMonth> {
  requirePlatformRole(ctx, "finance");
  const month = readMonth(parseInput(CloseMonthInput, input).month);
  const known = await closedAt(ctx, month);
  if (known) return { month, closedAt: known };
  // Asked before the months that came earlier are closed: a month that is refused leaves those open as well.
  if (!isOver(month, ctx.now()) || !isOver(month, await databaseTime(ctx))) throw notOver(month);
  for (const earlier of await openMonthsBefore(ctx, month)) await closeOne(ctx, earlier);
  const cutOff = await closeOne(ctx, month);
  await noteMonthSize(ctx);
  return { month, closedAt: cutOff };
}

/** Lets Postgres plan by what the tables hold now, after many rows came at once. */
export async function noteMonthSize({ db }: Pick<Context, "db">): Promise<void> {
  await db.pool.query("SELECT note_month_size()");
}

/** When the month stopped taking bookings, or `null` while it takes them. Closing a month closes all before it. */
export async function closedAt(ctx: Pick<Context, "db">, month: Month): Promise<Date | null> {
  const period = await ctx.db.prisma.ledgerPeriod.findFirst({
    where: { month: { gte: monthColumn(month) } },
    orderBy: { month: "asc" },
  });
  return period?.closedAt ?? null;
}

/** Months with bookings that nobody closed: each has its own holdback and roll-up. */
async function openMonthsBefore(ctx: Context, month: Month): Promise<Month[]> {
  const { rows } = await ctx.db.pool.query<{ month: Date }>(
    `SELECT DISTINCT period::timestamp AT TIME ZONE 'UTC' AS month FROM journal
      WHERE period < $1 AND period > coalesce((SELECT max(month) FROM ledger_period), '-infinity') ORDER BY 1`,
    [monthColumn(month)],
  );
  return rows.map((row) => monthOf(row.month));
}

async function closeOne(ctx: Context, month: Month): Promise<Date> {
  return await ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(ledger_period_lock())`;
      const [later] = await tx.$queryRaw<{ closed_at: Date }[]>`
        SELECT closed_at FROM ledger_period WHERE month >= ${monthColumn(month)}::date ORDER BY month LIMIT 1`;
      if (later) return later.closed_at;
      await setAside(tx, month);
      const [row] = await tx.$queryRaw<{ closed_at: Date }[]>`
        SELECT close_month(${monthColumn(month)}::date, ${actorId(ctx) ?? "system"}::text) AS closed_at`;
      if (!row) throw new Error("close_month returned nothing");
      await recordAudit(tx, ctx, { action: "closeMonth", workspaceId: null, subjectId: month });
      return row.closed_at;
    },
    { timeout: TIMEOUT_MS, maxWait: 10_000 },
  );
}

/** Books the month's holdback and rolls its entries up. Under the lock nothing else is booked meanwhile. */
async function setAside(tx: Transaction, month: Month): Promise<void> {
  const at = monthColumn(month);
  const settings = await readPayoutSettings(tx);
  const [payees, provider, builder, reasons, releaseAt] = [
    [] as string[],
    [] as bigint[],
    [] as bigint[],
    [] as string[],
    [] as Date[],
  ];
  for await (const rows of readStatementsWithFacts(tx, { month, settings })) {
    for (const { statement, holdback } of rows) {
      const decision = decideHoldback(holdback, settings);
      if (decision.kind === "none") continue;
      payees.push(statement.payeeWorkspaceId);
      provider.push(decision.providerNano);
      builder.push(decision.builderNano);
      reasons.push(decision.reason);
      releaseAt.push(decision.releaseAt);
    }
  }
  await tx.$executeRaw`SELECT roll_up_month(${at}::date, false)`;
  await tx.$executeRaw`SELECT hold_back(${at}::date, ${payees}::text[], ${provider}::bigint[], ${builder}::bigint[], ${reasons}::text[], ${releaseAt}::timestamptz[])`;
  await tx.$executeRaw`SELECT release_holdback(${at}::date)`;
  await tx.$executeRaw`SELECT roll_up_month(${at}::date, true)`;
}

function notOver(month: Month): MarketplaceError {
  return new MarketplaceError(
    "precondition_failed",
    `${month} is not over yet. A month closes after its last moment in UTC; until then, look at its preview.`,
    { field: "month" },
  );
}
