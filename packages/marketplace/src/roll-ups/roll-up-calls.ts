import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";
import { addCalls } from "./add-calls.ts";
import { addRefunds } from "./add-refunds.ts";
import { ADD_SETTLEMENTS, addBookings, recountMonth } from "./bookings.ts";
import { MissingRowsError, recountDay, recountDaysOfRefunds, refundsOf } from "./recount-day.ts";

export const ROLL_UP_CALLS_JOB = "roll-up-calls";

export interface RollUpResult {
  /** Calls and refunds that were added. */
  readonly calls: number;
  readonly refunds: number;
  /** UTC days that were counted anew, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** Another worker is at it; what is new may be left to it. */
  readonly skipped: boolean;
}

/** Settlements, and refunds, that one transaction counts. */
const MOST_BATCHES = 50;
const MOST_REFUNDS = 5_000;
const TIMEOUT_MS = 10 * 60_000;

const NEW_CALLS = `taken AS (
    DELETE FROM uncounted_calls WHERE id = ANY($1::bigint[]) RETURNING call_ids
  ), fresh AS MATERIALIZED (
    SELECT c.* FROM taken CROSS JOIN LATERAL unnest(taken.call_ids) noted(id) JOIN countable_call c ON c.id = noted.id)`;
const NEW_REFUNDS =
  "returned AS (DELETE FROM uncounted_refund WHERE refund_id = ANY($1::text[]) RETURNING refund_id AS id)";

/**
 * Brings `usage_day`, `attribution_day` and `earnings_day` up to date, which pages and reports read instead of the calls, and what calls and entries of
 * a month come to: adds what was booked since, whatever day it happened on, and counts anew what `recount_day` and `recount_month` name. What it costs goes by what is new. Each call and refund is noted as
 * uncounted with the transaction that books it and is taken from there with the one that counts it, so passes may die, repeat and run side by side.
 */
export async function rollUpCalls({ db }: Pick<Services, "db">): Promise<RollUpResult> {
  const sum = { calls: 0, refunds: 0, days: [] as string[] };
  let isMended = false;
  while (true) {
    const step = await db.prisma.$transaction(takeStep, { timeout: TIMEOUT_MS }).catch(async (error: unknown) => {
      if (isMended || !(error instanceof MissingRowsError)) throw error;
      isMended = true;
      await recountDaysOfRefunds(db);
      return MENDED;
    });
    if (step === null) return { ...sum, skipped: true };
    sum.calls += step.calls;
    sum.refunds += step.refunds;
    if (step.day !== null) sum.days.push(step.day);
    if (!step.more) return { ...sum, skipped: false };
  }
}

/** What is missing is counted anew by the next step. */
const MENDED: Step = { calls: 0, refunds: 0, day: null, more: true };

interface Step {
  readonly calls: number;
  readonly refunds: number;
  readonly day: string | null;
  readonly more: boolean;
}

/** One transaction of a pass, `null` while another pass holds the lock. Days to be counted anew come first: refunds of their calls need their rows. */
async function takeStep(tx: Transaction): Promise<Step | null> {
  const [lock] = await tx.$queryRaw<{ held: boolean; now: Date }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${ROLL_UP_CALLS_JOB}, 0)) AS held, clock_timestamp() AS now`;
  if (!lock?.held) return null;
  const [recount] = await tx.$queryRaw<{ day: string }[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM recount_day ORDER BY recount_day.day DESC LIMIT 1`;
  if (recount) {
    await recountDay(tx, recount.day);
    return { calls: 0, refunds: 0, day: recount.day, more: true };
  }
  const [month] = await tx.$queryRaw<{ month: string }[]>`
    SELECT to_char(month, 'YYYY-MM-DD') AS month FROM recount_month ORDER BY recount_month.month DESC LIMIT 1`;
  if (month) {
    await recountMonth(tx, month.month);
    return { calls: 0, refunds: 0, day: null, more: true };
  }
  const step = await addNew(tx);
  if (!step.more)
    await tx.jobWatermark.upsert({
      where: { job: ROLL_UP_CALLS_JOB },
      create: { job: ROLL_UP_CALLS_JOB, bookedAt: lock.now },
      update: { bookedAt: lock.now },
    });
  return { ...step, day: null };
}

/** Refunds are named before the calls are: each then belongs to a call that is named with them or was counted before. */
async function addNew(tx: Transaction): Promise<Omit<Step, "day">> {
  const refunds = await tx.uncountedRefund.findMany({ orderBy: { refundId: "asc" }, take: MOST_REFUNDS });
  const batches = await tx.uncountedCalls.findMany({
    orderBy: { id: "asc" },
    take: MOST_BATCHES,
    select: { id: true },
  });
  const journals = await tx.uncountedJournals.findMany({
    ...{ orderBy: { id: "asc" }, take: MOST_BATCHES, select: { id: true } },
  });
  const calls = batches.length === 0 ? 0 : await callsOf(tx, batches);
  await addBookings(
    tx,
    journals.map(({ id }) => id),
  );
  if (batches.length === MOST_BATCHES) return { calls, refunds: 0, more: true };
  const ids = refunds.map(({ refundId }) => refundId);
  const returned = ids.length === 0 ? 0 : await refundsOf(tx, addRefunds(NEW_REFUNDS), ids);
  return { calls, refunds: returned, more: refunds.length === MOST_REFUNDS || journals.length === MOST_BATCHES };
}

async function callsOf(tx: Transaction, batches: readonly { readonly id: bigint }[]): Promise<number> {
  const ids = batches.map(({ id }) => id);
  const [added] = await tx.$queryRawUnsafe<{ calls: number }[]>(addCalls(NEW_CALLS, ADD_SETTLEMENTS), ids);
  return added?.calls ?? 0;
}
