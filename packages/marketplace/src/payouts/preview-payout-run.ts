import { isOver } from "@tollgate/payouts/months";
import type { Statement } from "@tollgate/payouts/statement";
import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { closedAt } from "./close-month.ts";
import { withHoldback } from "./expected-holdback.ts";
import { MonthText, readMonth } from "./month-input.ts";
import { settingsOfMonth } from "./payout-settings.ts";
import { readStatementsWithFacts } from "./read-statements.ts";
import { addToTotals, NO_TOTALS, type RunTotals } from "./run-totals.ts";
import type { PayoutItemView } from "./run-view.ts";

export const PreviewPayoutRunInput = z.object({ month: MonthText });
export type PreviewPayoutRunInput = z.input<typeof PreviewPayoutRunInput>;

export interface PayoutRunPreview {
  readonly month: string;
  /** `open`: still running, amounts are to date. `over`: can be closed. `closed`: takes no more bookings. */
  readonly period: "open" | "over" | "closed";
  readonly totals: RunTotals;
  /** The largest by net, at most `PREVIEW_ITEMS`. */
  readonly items: PayoutItemView[];
}

/** Statements a preview shows; the totals cover everybody. */
const PREVIEW_ITEMS = 200;

/** The draft of a run: what each payee's statement says at this moment. Nothing is stored. Finance may. */
export async function previewPayoutRun(ctx: Context, input: PreviewPayoutRunInput): Promise<PayoutRunPreview> {
  requirePlatformRole(ctx, "finance");
  const month = readMonth(parseInput(PreviewPayoutRunInput, input).month);
  const closed = await closedAt(ctx, month);
  const { totals, largest } = await ctx.db.prisma.$transaction(
    async (tx) => {
      let totals = NO_TOTALS;
      let largest: Statement[] = [];
      const settings = await settingsOfMonth(tx, month);
      for await (const rows of readStatementsWithFacts(tx, { month, settings })) {
        const statements = rows.map((row) => (closed ? row.statement : withHoldback(row, settings)));
        for (const statement of statements) totals = addToTotals(totals, statement);
        largest = [...largest, ...statements].sort(byNet).slice(0, PREVIEW_ITEMS);
      }
      return { totals, largest };
    },
    { timeout: 120_000 },
  );
  const nameOf = await namesOfWorkspaces(
    ctx,
    largest.map((statement) => statement.payeeWorkspaceId),
  );
  const items = largest.map((statement) => ({ ...statement, payeeName: nameOf(statement.payeeWorkspaceId) }));
  const period = closed ? "closed" : isOver(month, ctx.now()) ? "over" : "open";
  return { month, period, totals, items };
}

function byNet(a: Statement, b: Statement): number {
  if (a.netNano !== b.netNano) return a.netNano > b.netNano ? -1 : 1;
  return a.payeeWorkspaceId < b.payeeWorkspaceId ? -1 : 1;
}
