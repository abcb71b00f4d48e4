import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import type { Month } from "@tollgate/payouts/months";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { createRunHasher } from "@tollgate/payouts/run-hash";
import { type RunState, recordComputation } from "@tollgate/payouts/run-states";
import type { Statement } from "@tollgate/payouts/statement";
import { z } from "zod";
import { actorId, type Context, recordAudit, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { closeMonth } from "./close-month.ts";
import { MonthText, monthColumn, readMonth } from "./month-input.ts";
import { settingsOfMonth } from "./payout-settings.ts";
import { readStatements, type StatementsWanted } from "./read-statements.ts";
import { type PayoutRunView, type RunRow, toRunViews } from "./run-view.ts";

export const ComputePayoutRunInput = z.object({ month: MonthText });
export type ComputePayoutRunInput = z.input<typeof ComputePayoutRunInput>;

export interface ComputedPayoutRun {
  readonly run: PayoutRunView;
  /** False when the same statements had been computed before. */
  readonly created: boolean;
}

/** Long enough for hundreds of thousands of payees; nothing else waits for this transaction. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Computes the statements of a month, closing it first when it is over. The same statements give the run that is there; others give a new
 * revision, whose approvals start anew. A run whose money moves is never recomputed. Finance may.
 */
export async function computePayoutRun(ctx: Context, input: ComputePayoutRunInput): Promise<ComputedPayoutRun> {
  requirePlatformRole(ctx, "finance");
  const { month: text } = parseInput(ComputePayoutRunInput, input);
  const month = readMonth(text);
  await closeMonth(ctx, { month });
  return await ctx.db.prisma.$transaction(
    async (tx) => {
      await lockMonth(tx, month);
      const latest = await tx.payoutRun.findFirst({
        where: { month: monthColumn(month) },
        orderBy: { revision: "desc" },
      });
      const settings = await settingsOfMonth(tx, month);
      const hash = await hashStatements(tx, { month, settings });
      const transition = recordComputation(stateOf(latest), hash);
      if (transition.kind === "refused") throw moneyHasMoved(month);
      const row = transition.kind === "unchanged" ? latest : await storeRun(tx, ctx, { month, settings, latest, hash });
      if (!row) throw new Error("a run that did not change must exist");
      const [run] = await toRunViews(tx, [row]);
      if (!run) throw new Error("the run has no view");
      return { run, created: transition.kind === "moved" };
    },
    { timeout: TIMEOUT_MS, maxWait: 10_000 },
  );
}

/** One computation of a month at a time: two at once would both find no run and both add revision 1. */
async function lockMonth(tx: Transaction, month: Month): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`payout run ${month}`}, 0))`;
}

async function hashStatements(tx: Transaction, wanted: StatementsWanted): Promise<string> {
  const hasher = createRunHasher();
  for await (const statements of readStatements(tx, wanted)) {
    for (const statement of statements) hasher.add(statement);
  }
  return hasher.digest();
}

interface NewRun {
  readonly month: Month;
  readonly settings: PayoutSettings;
  readonly latest: RunRow | null;
  readonly hash: string;
}

/** Reads the statements a second time rather than keep them: a closed month does not change between. */
async function storeRun(tx: Transaction, ctx: Context, { month, settings, latest, hash }: NewRun): Promise<RunRow> {
  const revision = (latest?.revision ?? 0) + 1;
  const run = await tx.payoutRun.create({
    data: {
      id: newId("payoutRun"),
      month: monthColumn(month),
      revision,
      hash,
      settingsVersion: settings.version,
      computedById: actorId(ctx) ?? "system",
    },
  });
  for await (const statements of readStatements(tx, { month, settings })) {
    await tx.payoutItem.createMany({ data: statements.map((statement) => itemOf(run.id, statement)) });
  }
  await recordAudit(tx, ctx, {
    action: "computePayoutRun",
    workspaceId: null,
    subjectId: run.id,
    detail: { month, revision, hash },
  });
  return run;
}

/** What of a statement is stored; the rest follows from it. */
function itemOf(runId: string, statement: Statement) {
  const { month: _, isVerified: _verified, isPaused: _paused, ownMinimumNano: _minimum, ...money } = statement;
  const { hasTaxForm: _form, paidThisYearNano: _paid, ...stored } = money;
  return { id: newId("payoutItem"), runId, ...stored };
}

function stateOf(run: RunRow | null): RunState {
  if (run === null) return { status: "draft" };
  switch (run.status) {
    case "computed":
    case "approved":
      return { status: run.status, hash: run.hash, approvedBy: [] };
    case "executing":
      return { status: "executing", hash: run.hash, openItems: 1 };
    case "done":
      return { status: "done", hash: run.hash };
  }
}

function moneyHasMoved(month: Month): MarketplaceError {
  return new MarketplaceError(
    "precondition_failed",
    `Money of the ${month} run is on its way or paid, so it stays as it is. Post a correction; it appears in the next month.`,
  );
}
