import { NANO_PER_CENT } from "@tollgate/money/nano";
import { type Month, monthBounds, monthOf } from "@tollgate/payouts/months";
import type { CarryReason, Statement } from "@tollgate/payouts/statement";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { listStatements, type StatementView } from "../payouts/list-statements.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { readStatements } from "../payouts/read-statements.ts";

export const GetUnpaidInput = z.object({ workspaceId: z.string() });
export type GetUnpaidInput = z.input<typeof GetUnpaidInput>;

/** Why money that was earned is not paid, and when that changes. Amounts are nano-USD. */
export type UnpaidPart = { readonly nano: bigint } & (
  | {
      /** Of the running month; it can be paid once the month has closed. */
      readonly why: "month_open";
      readonly month: Month;
      readonly closesAt: Date;
    }
  | {
      /** Of months that are over, for which there is no statement yet. */
      readonly why: "not_computed";
    }
  | {
      /** What the last statement carried over, and when the next one looks at it again. */
      readonly why: "carried";
      readonly month: Month;
      /** `null`: smaller than a cent. */
      readonly reason: CarryReason | null;
      readonly minimumNano: bigint;
      readonly nextAt: Date;
    }
  | {
      /** In a run that waits for approval, or for its turn. */
      readonly why: "in_run";
      readonly month: Month;
      readonly isApproved: boolean;
    }
  | { readonly why: "sending"; readonly since: Date }
  | {
      /** The payment did not arrive: it is tried again, or part of the next statement. */
      readonly why: "failed";
      readonly month: Month;
      readonly problem: string | null;
      readonly at: Date | null;
      readonly nextAt: Date;
    }
  | {
      /** Set aside of a month's earnings; payable with the month in which it is released. */
      readonly why: "held";
      readonly month: Month;
      readonly reason: "new_payee" | "dispute_rate";
      readonly releaseAt: Date;
      readonly payableAt: Date;
    }
  | {
      /** A customer contests the payment that these fees came from; the bank decides. */
      readonly why: "disputed";
      readonly disputeId: string;
      readonly since: Date;
    }
);

export interface Unpaid {
  readonly parts: readonly UnpaidPart[];
  /** What the parts add up to: everything that is owed, held, frozen or under way. */
  readonly totalNano: bigint;
}

/** Every cent that a workspace earned and was not paid, each with its reason and date. Members may. */
export async function getUnpaid(ctx: Context, input: GetUnpaidInput): Promise<Unpaid> {
  const { workspaceId } = parseInput(GetUnpaidInput, input);
  requireWorkspace(ctx, workspaceId);
  const month = monthOf(ctx.now());
  const [statement, [last], others] = await Promise.all([
    toDate(ctx, workspaceId, month),
    listStatements(ctx, { workspaceId }),
    readOthers(ctx, workspaceId),
  ]);
  const parts = [...ofRunningMonth(statement, month), ...ofClosedMonths(statement, last, month), ...others].filter(
    ({ nano }) => nano !== 0n,
  );
  return { parts, totalNano: parts.reduce((sum, part) => sum + part.nano, 0n) };
}

async function toDate(ctx: Context, payeeWorkspaceId: string, month: Month): Promise<Statement | null> {
  const settings = await readPayoutSettings(ctx.db.prisma);
  return await ctx.db.prisma.$transaction(async (tx) => {
    for await (const [statement] of readStatements(tx, { month, payeeWorkspaceId, settings }))
      if (statement) return statement;
    return null;
  });
}

function ofRunningMonth(statement: Statement | null, month: Month): UnpaidPart[] {
  if (!statement) return [];
  const nano = statement.netNano - statement.openingNano - statement.paidNano;
  return [{ why: "month_open", nano, month, closesAt: monthBounds(month).end }];
}

/** What is left of the months before: what the last statement says about it, and what no statement knows yet. */
function ofClosedMonths(statement: Statement | null, last: StatementView | undefined, now: Month): UnpaidPart[] {
  const waiting = statement ? statement.openingNano + statement.paidNano : 0n;
  const known = last ? ofLastStatement(last, monthBounds(now).end) : [];
  const rest = waiting - known.reduce((sum, part) => sum + part.nano, 0n);
  return [...known, { why: "not_computed", nano: rest }];
}

function ofLastStatement(last: StatementView, nextAt: Date): UnpaidPart[] {
  const { carryReason: reason, minimumNano, carryNano: nano, payment, runStatus } = last;
  const month = monthOf(new Date(`${last.month}-01T00:00:00Z`));
  const carried: UnpaidPart = { why: "carried", nano, month, reason, minimumNano, nextAt };
  const payable = last.payableCents * NANO_PER_CENT;
  switch (payment.state) {
    case "waiting":
      return [carried, { why: "in_run", nano: payable, month, isApproved: runStatus !== "computed" }];
    case "failed":
    case "returned":
    case "lapsed":
      return [carried, { why: "failed", nano: payable, month, problem: payment.problem, at: payment.at, nextAt }];
    default:
      return [carried];
  }
}

interface OtherRow {
  readonly why: string;
  readonly nano: bigint;
  readonly month: Date | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** What has left the payable account and is not paid: under way, held back, frozen by disputes. */
async function readOthers({ db }: Context, workspaceId: string): Promise<UnpaidPart[]> {
  const { rows } = await db.pool.query<OtherRow>(
    `SELECT 'sending' AS why, amount_cents * 10000000 AS nano, NULL::timestamptz AS month, NULL AS reason, started_at AS at FROM payout_attempt
        WHERE payee_workspace_id = $1 AND status IN ('sending', 'unknown')
      UNION ALL SELECT 'held', provider_nano + builder_nano, month::timestamp AT TIME ZONE 'UTC', reason, release_at FROM holdback_lot l
        WHERE payee_workspace_id = $1 AND NOT EXISTS
          (SELECT 1 FROM holdback_release r WHERE r.payee_workspace_id = l.payee_workspace_id AND r.month = l.month)
      UNION ALL SELECT 'disputed', f.amount_nano, NULL, d.id, d.opened_at FROM dispute_builder_freeze f JOIN dispute d ON d.id = f.dispute_id
        WHERE f.builder_workspace_id = $1 AND d.status = 'open'
      ORDER BY why DESC, at`,
    [workspaceId],
  );
  return rows.map(toPart);
}

function toPart({ why, nano, month, reason, at }: OtherRow): UnpaidPart {
  if (why === "sending") return { why, nano, since: at };
  if (why === "disputed") return { why, nano, disputeId: reason ?? "", since: at };
  const heldFor = reason === "dispute_rate" ? "dispute_rate" : "new_payee";
  return { why: "held", nano, month: monthOf(month ?? at), reason: heldFor, releaseAt: at, payableAt: payableAt(at) };
}

/** A lot is released as the month closes by whose end its time has come. */
function payableAt(releaseAt: Date): Date {
  const month = monthOf(releaseAt);
  const { start, end } = monthBounds(month);
  return releaseAt > start ? end : start;
}
