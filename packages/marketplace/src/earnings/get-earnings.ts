import { monthOf } from "@tollgate/payouts/months";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import type { Statement } from "@tollgate/payouts/statement";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { DayRange, readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { readPayoutSettings } from "../payouts/payout-settings.ts";
import { readStatements } from "../payouts/read-statements.ts";
import { ROLL_UP_CALLS_JOB } from "../roll-ups/roll-up-calls.ts";
import { sourceNames } from "./source-names.ts";

export const GetEarningsInput = z.object({
  workspaceId: z.string(),
  role: z.enum(["builder", "provider"]),
  ...DayRange.shape,
});
export type GetEarningsInput = z.input<typeof GetEarningsInput>;

export interface Earned {
  readonly earnedNano: bigint;
  readonly calls: number;
}

export interface NamedEarned extends Earned {
  readonly id: string;
  readonly name: string;
}

export interface Earnings {
  readonly role: "builder" | "provider";
  readonly from: string;
  readonly to: string;
  readonly total: Earned;
  /** What refunds took from these days since; it is not in the total any more. */
  readonly refundedNano: bigint;
  /** Every day of the range, also those without calls. */
  readonly byDay: readonly (Earned & { readonly day: string })[];
  readonly byModel: readonly NamedEarned[];
  /** By app for builders, by endpoint for providers. */
  readonly bySource: readonly NamedEarned[];
  /** Up to when settled calls are in the figures above; `null` before the first pass. */
  readonly rolledUpTo: Date | null;
  /** From the ledger: what this role's earnings have come to and was not paid yet. */
  readonly payableNano: bigint;
  /** From the ledger: set aside for disputes. */
  readonly holdbackNano: bigint;
  /** This month's statement as it stands, over both roles; `null` before the first movement. */
  readonly statementToDate: Statement | null;
  readonly minimumPayoutNano: bigint;
}

/** What a workspace earned in one role: charts from the roll-up, balances from the ledger. Members may. */
export async function getEarnings(ctx: Context, input: GetEarningsInput): Promise<Earnings> {
  const { workspaceId, role, ...range } = parseInput(GetEarningsInput, input);
  requireWorkspace(ctx, workspaceId);
  const days = readDays(range, ctx.now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const rows = await ctx.db.prisma.earningsDay.findMany({
    where: { payeeWorkspaceId: workspaceId, role, day: { gte: new Date(from), lte: new Date(to) } },
  });
  const byDay = sumBy(rows, (row) => row.day.toISOString().slice(0, 10));
  const bySource = sumBy(rows, (row) => row.sourceId);
  const settings = await readPayoutSettings(ctx.db.prisma);
  const [names, balances, statementToDate, watermark] = await Promise.all([
    sourceNames(ctx.db.prisma, role, [...bySource.keys()]),
    readBalances(ctx, workspaceId),
    readStatement(ctx, workspaceId, settings),
    ctx.db.prisma.jobWatermark.findUnique({ where: { job: ROLL_UP_CALLS_JOB } }),
  ]);
  return {
    role,
    from,
    to,
    total: sumBy(rows, () => "").get("") ?? NOTHING,
    refundedNano: rows.reduce((sum, row) => sum + row.refundedNano, 0n),
    byDay: days.map((day) => ({ day, ...(byDay.get(day) ?? NOTHING) })),
    byModel: largestFirst(
      sumBy(rows, (row) => row.modelId),
      (id) => id,
    ),
    bySource: largestFirst(bySource, names),
    rolledUpTo: watermark?.bookedAt ?? null,
    payableNano: balances.get(`${role}_payable`) ?? 0n,
    holdbackNano: balances.get("payee_holdback") ?? 0n,
    statementToDate,
    minimumPayoutNano: settings.minimumPayoutNano,
  };
}

const NOTHING: Earned = { earnedNano: 0n, calls: 0 };

function sumBy<R extends Earned>(rows: readonly R[], key: (row: R) => string): Map<string, Earned> {
  const sums = new Map<string, Earned>();
  for (const row of rows) {
    const sum = sums.get(key(row)) ?? NOTHING;
    sums.set(key(row), { earnedNano: sum.earnedNano + row.earnedNano, calls: sum.calls + row.calls });
  }
  return sums;
}

function largestFirst(sums: Map<string, Earned>, name: (id: string) => string): NamedEarned[] {
  return [...sums]
    .map(([id, earned]) => ({ id, name: name(id), ...earned }))
    .sort((a, b) => (a.earnedNano === b.earnedNano ? (a.id < b.id ? -1 : 1) : a.earnedNano > b.earnedNano ? -1 : 1));
}

async function readBalances(ctx: Context, workspaceId: string): Promise<Map<string, bigint>> {
  const { rows } = await ctx.db.pool.query<{ type: string; posted: bigint }>(
    `SELECT a.type, b.posted_nano AS posted FROM ledger_account a JOIN balance b ON b.account_id = a.id
      WHERE a.owner = $1 AND a.type IN ('provider_payable', 'builder_payable', 'payee_holdback') AND a.currency = 'USD'`,
    [workspaceId],
  );
  return new Map(rows.map((row) => [row.type, row.posted]));
}

async function readStatement(
  ctx: Context,
  payeeWorkspaceId: string,
  settings: PayoutSettings,
): Promise<Statement | null> {
  return await ctx.db.prisma.$transaction(async (tx) => {
    for await (const [statement] of readStatements(tx, { month: monthOf(ctx.now()), payeeWorkspaceId, settings })) {
      if (statement) return statement;
    }
    return null;
  });
}
