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
import { closeMonth, noteMonthSize } from "./close-month.ts";
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
  const computed = await ctx.db.prisma.$transaction(
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
  if (computed.created) await noteMonthSize(ctx);
  return computed;
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
    await storeItems(tx, run.id, statements);
  }
  await recordAudit(tx, ctx, {
    action: "computePayoutRun",
    workspaceId: null,
    subjectId: run.id,
    detail: { month, revision, hash },
  });
  return run;
}

/** Amounts of a statement by their columns. */
const AMOUNTS = {
  opening_nano: "openingNano",
  provider_earned_nano: "providerEarnedNano",
  builder_earned_nano: "builderEarnedNano",
  adjustments_nano: "adjustmentsNano",
  reversals_nano: "reversalsNano",
  paid_nano: "paidNano",
  holdback_in_nano: "holdbackInNano",
  holdback_out_nano: "holdbackOutNano",
  net_nano: "netNano",
  payable_cents: "payableCents",
  carry_nano: "carryNano",
  minimum_nano: "minimumNano",
} as const satisfies Record<string, keyof Statement>;
const COLUMNS = ["id", "run_id", "payee_workspace_id", "carry_reason", "hash", ...Object.keys(AMOUNTS)];
const TYPED = COLUMNS.map((name) => `${name} ${name in AMOUNTS ? "bigint" : "text"}`);

/** Stores what of statements is kept, a page in one statement; the rest follows from it. Amounts travel as text, to the last digit. */
async function storeItems(tx: Transaction, runId: string, statements: readonly Statement[]): Promise<void> {
  const rows = statements.map((statement) => ({
    ...{ id: newId("payoutItem"), run_id: runId, payee_workspace_id: statement.payeeWorkspaceId },
    ...{ carry_reason: statement.carryReason, hash: statement.hash },
    ...Object.fromEntries(Object.entries(AMOUNTS).map(([column, field]) => [column, `${statement[field]}`])),
  }));
  await tx.$executeRawUnsafe(
    `INSERT INTO payout_item (${COLUMNS.join(", ")}) SELECT ${COLUMNS.join(", ")} FROM jsonb_to_recordset($1::jsonb) r(${TYPED.join(", ")})`,
    JSON.stringify(rows),
  );
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
