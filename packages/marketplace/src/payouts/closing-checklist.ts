import { SHARDS } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import { isOver, monthBounds } from "@tollgate/payouts/months";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { listVariances } from "../reconciliation/list-variances.ts";
import { MonthText, readMonth } from "./month-input.ts";

export const ClosingChecklistInput = z.object({ month: MonthText });
export type ClosingChecklistInput = z.input<typeof ClosingChecklistInput>;

export const CLOSING_STEPS = [
  "month_over",
  "usage_settled",
  "quarantine_decided",
  "events_taken",
  "corrections_decided",
  "payouts_answered",
  "processor_asked",
  "variances_explained",
  "disputes_decided",
  "audit_clean",
] as const;

export interface ClosingStep {
  readonly step: (typeof CLOSING_STEPS)[number];
  readonly isDone: boolean;
  /** How many things are in the way; 0 where the step is not about a number. */
  readonly open: number;
}

interface Counts {
  readonly quarantine: number;
  readonly events: number;
  readonly corrections: number;
  readonly payouts: number;
  readonly disputes: number;
  readonly audit_ok: boolean | null;
}

/** Usage counted up to here in each shard. */
const COUNTED = 1_000;

/**
 * What finance wants settled before a month closes. Closing does not wait for it: what comes later is booked into the next month, and nothing is
 * lost. Finance may.
 */
export async function closingChecklist(ctx: Context, input: ClosingChecklistInput): Promise<ClosingStep[]> {
  requirePlatformRole(ctx, "finance");
  const month = readMonth(parseInput(ClosingChecklistInput, input).month);
  const { end } = monthBounds(month);
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const [counts, waiting, { variances, pulledUntil }] = await Promise.all([
    readCounts(ctx, end),
    Promise.all(shards.map((shard) => readUsage(ctx.redis, shard, COUNTED))),
    listVariances(ctx, { month }),
  ]);
  const before = (streamId: string) => Number.parseInt(streamId, 10) < end.getTime();
  const unsettled = waiting.flat().filter((entry) => before(entry.streamId)).length;
  const openVariances = variances.filter(({ state }) => state === "open").length;
  const numbers = {
    usage_settled: unsettled,
    quarantine_decided: counts.quarantine,
    events_taken: counts.events,
    corrections_decided: counts.corrections,
    payouts_answered: counts.payouts,
    variances_explained: openVariances,
    disputes_decided: counts.disputes,
  };
  const facts = {
    month_over: isOver(month, ctx.now()),
    processor_asked: pulledUntil !== null && pulledUntil >= end,
    audit_clean: counts.audit_ok === true,
  };
  return CLOSING_STEPS.map((step): ClosingStep => {
    if (step === "month_over" || step === "processor_asked" || step === "audit_clean")
      return { step, isDone: facts[step], open: 0 };
    return { step, isDone: numbers[step] === 0, open: numbers[step] };
  });
}

async function readCounts({ db }: Context, end: Date): Promise<Counts> {
  const { rows } = await db.pool.query<Counts>(
    `SELECT (SELECT count(*)::integer FROM quarantined_call WHERE resolved_at IS NULL AND created_at < $1) AS quarantine,
        (SELECT count(*)::integer FROM stripe_event_failure WHERE first_at < $1) AS events,
        (SELECT count(*)::integer FROM correction WHERE status = 'requested' AND requested_at < $1) AS corrections,
        (SELECT count(*)::integer FROM payout_attempt WHERE status IN ('sending', 'unknown') AND started_at < $1) AS payouts,
        (SELECT count(*)::integer FROM dispute WHERE status = 'open' AND opened_at < $1) AS disputes,
        (SELECT ok FROM ledger_audit ORDER BY id DESC LIMIT 1) AS audit_ok`,
    [end],
  );
  const [counts] = rows;
  if (!counts) throw new Error("counting answered nothing");
  return counts;
}
