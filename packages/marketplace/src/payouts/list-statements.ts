import { monthOf } from "@tollgate/payouts/months";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type PayoutRunStatus, readCarryReason, type StoredStatement } from "./run-view.ts";

export const ListStatementsInput = z.object({ workspaceId: z.string() });
export type ListStatementsInput = z.input<typeof ListStatementsInput>;

export interface StatementView extends StoredStatement {
  readonly id: string;
  /** UTC month, `YYYY-MM`. */
  readonly month: string;
  readonly runStatus: PayoutRunStatus;
  readonly computedAt: Date;
  readonly payment: StatementPayment;
}

export const PAYMENT_STATES = [
  "carried",
  "waiting",
  "sending",
  "unknown",
  "paid",
  "failed",
  "returned",
  "lapsed",
] as const;

/** How paying a statement stands. `lapsed`: never sent, and part of a later statement. */
export interface StatementPayment {
  readonly state: (typeof PAYMENT_STATES)[number];
  /** When it was sent, failed or came back; while it is under way, since when. */
  readonly at: Date | null;
  /** Why it failed or came back. */
  readonly problem: string | null;
  readonly transferId: string | null;
}

/** Ten years of months. */
const MAX_STATEMENTS = 120;

/** A payee's own statements, newest month first, each from the latest revision of its month. Members may. */
export async function listStatements(ctx: Context, input: ListStatementsInput): Promise<StatementView[]> {
  const { workspaceId } = parseInput(ListStatementsInput, input);
  requireWorkspace(ctx, workspaceId);
  const rows = await ctx.db.prisma.payoutItem.findMany({
    where: { payeeWorkspaceId: workspaceId },
    include: { run: true },
    orderBy: [{ run: { month: "desc" } }, { run: { revision: "desc" } }],
    take: 2 * MAX_STATEMENTS,
  });
  const payments = await readPayments(ctx, workspaceId);
  const newest = new Map<string, StatementView>();
  for (const { run, ...item } of rows) {
    const month = monthOf(run.month);
    const payment = payments.get(item.id);
    if (newest.has(month) || !payment) continue;
    newest.set(month, {
      ...item,
      carryReason: readCarryReason(item.carryReason),
      month,
      runStatus: run.status,
      computedAt: run.computedAt,
      payment,
    });
  }
  return [...newest.values()].slice(0, MAX_STATEMENTS);
}

interface PaymentRow {
  readonly item_id: string;
  readonly state: string;
  readonly at: Date | null;
  readonly problem: string | null;
  readonly transfer_id: string | null;
}

/** Of each statement of a payee, by its id. */
async function readPayments({ db }: Context, payeeWorkspaceId: string): Promise<Map<string, StatementPayment>> {
  const { rows } = await db.pool.query<PaymentRow>(
    `SELECT item_id, state, coalesce(ended_at, started_at) AS at, problem, transfer_id FROM payout_item_state WHERE payee_workspace_id = $1`,
    [payeeWorkspaceId],
  );
  return new Map(rows.map((row) => [row.item_id, toPayment(row)]));
}

function toPayment({ state, at, problem, transfer_id: transferId }: PaymentRow): StatementPayment {
  const known = PAYMENT_STATES.find((one) => one === state);
  if (!known) throw new Error(`a payout is ${state}`);
  return { state: known, at, problem: known === "failed" || known === "returned" ? problem : null, transferId };
}
