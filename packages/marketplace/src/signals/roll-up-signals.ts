import {
  type Histogram,
  mergeHistograms,
  percentilesOf,
  type SignalSummary,
  toolCallValidityOf,
  uptimeOf,
} from "@tollgate/gateway/signal-summary";
import { z } from "zod";
import type { Services } from "../context.ts";

export const ROLL_UP_SIGNALS_JOB = "roll-up-signals";

const SLOT_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
/** A settlement that began before the last pass may commit after it. */
const OVERLAP_MS = 2 * 60_000;
/** How far back a pass looks for calls that were booked since the last one; the first looks at all that is kept. */
const LOOK_BACK_MS = 7 * DAY_MS;
const KEEP_MS = 90 * DAY_MS;
const RECENT_MS = 30 * 60_000;

type Db = Services["db"];

export interface RollUpSignalsResult {
  /** Slots that were set anew. */
  readonly slots: number;
  /** Endpoints whose summary was written. */
  readonly endpoints: number;
}

/**
 * Counts what calls saw of their endpoints in slots of five minutes, and sums the last day up for routing and the marketplace's pages. Slots are
 * SET from the calls, so passes may repeat and overlap; after a pause of up to a week nothing is missing.
 */
export async function rollUpSignals({ db, now }: Pick<Services, "db" | "now">): Promise<RollUpSignalsResult> {
  const nowMs = now().getTime();
  const slots = await setSlots(db, {
    fromMs: slotStart(await firstTouched(db, nowMs)),
    untilMs: slotStart(nowMs) + SLOT_MS,
  });
  const endpoints = await summarise(db, nowMs);
  await db.prisma.endpointSlot.deleteMany({ where: { since: { lt: new Date(nowMs - KEEP_MS) } } });
  const bookedAt = new Date(nowMs);
  await db.prisma.jobWatermark.upsert({
    where: { job: ROLL_UP_SIGNALS_JOB },
    create: { job: ROLL_UP_SIGNALS_JOB, bookedAt },
    update: { bookedAt },
  });
  return { slots, endpoints };
}

/** Sets the slots of a time, a day at once. Returns how many there are. */
async function setSlots(db: Db, { fromMs, untilMs }: { fromMs: number; untilMs: number }): Promise<number> {
  let slots = 0;
  for (let startMs = fromMs; startMs < untilMs; startMs += DAY_MS) {
    const [since, until] = [new Date(startMs), new Date(Math.min(untilMs, startMs + DAY_MS))];
    const [written] = await db.prisma.$queryRaw<{ slots: number }[]>`
      SELECT set_endpoint_slots(${since}::timestamptz, ${until}::timestamptz) AS slots`;
    slots += written?.slots ?? 0;
  }
  return slots;
}

/** When the earliest call was admitted that was booked since the last pass, as far back as a pass looks. */
async function firstTouched(db: Db, nowMs: number): Promise<number> {
  const mark = await db.prisma.jobWatermark.findUnique({ where: { job: ROLL_UP_SIGNALS_JOB } });
  const earliestMs = nowMs - (mark ? LOOK_BACK_MS : KEEP_MS);
  const bookedSince = new Date(Math.max(earliestMs, (mark?.bookedAt.getTime() ?? 0) - OVERLAP_MS));
  const [first] = await db.prisma.$queryRaw<{ at: Date | null }[]>`
    SELECT min(event_at) AS at FROM call WHERE booked_at >= ${bookedSince}::timestamptz`;
  return Math.max(earliestMs, first?.at?.getTime() ?? nowMs);
}

function slotStart(ms: number): number {
  return Math.floor(ms / SLOT_MS) * SLOT_MS;
}

const Counts = z.record(z.string(), z.number());

/** A column that holds a histogram or counts by kind. @throws when it holds anything else. */
export function readCounts(column: unknown): Histogram {
  return Counts.parse(column);
}

type Slot = Awaited<ReturnType<typeof loadDay>>[number];

async function loadDay(db: Db, nowMs: number) {
  return await db.prisma.endpointSlot.findMany({ where: { since: { gt: new Date(nowMs - DAY_MS) } } });
}

/** Endpoints that had no call for a day keep no summary: nothing is known of them. */
async function summarise(db: Db, nowMs: number): Promise<number> {
  const byEndpoint = Map.groupBy(await loadDay(db, nowMs), ({ endpointId }) => endpointId);
  const known = await db.prisma.endpoint.findMany({
    where: { id: { in: [...byEndpoint.keys()] } },
    select: { id: true },
  });
  const at = new Date(nowMs);
  const data = known.map(({ id }) => ({
    endpointId: id,
    summary: summaryOf(byEndpoint.get(id) ?? [], nowMs),
    at,
  }));
  await db.prisma.$transaction([
    db.prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ROLL_UP_SIGNALS_JOB}, 0))`,
    db.prisma.endpointSignals.deleteMany(),
    db.prisma.endpointSignals.createMany({ data }),
  ]);
  return data.length;
}

function summaryOf(slots: readonly Slot[], nowMs: number) {
  const within = (ms: number) => slots.filter(({ since }) => since.getTime() + SLOT_MS > nowMs - ms);
  const uptime = (some: readonly Slot[]) =>
    uptimeOf(
      some.reduce((sum, { served }) => sum + served, 0),
      some.reduce((sum, { failed }) => sum + failed, 0),
    );
  const recent = within(RECENT_MS);
  const latency = percentilesOf(mergeHistograms(recent.map((slot) => readCounts(slot.latency))), "low");
  const speed = percentilesOf(mergeHistograms(recent.map((slot) => readCounts(slot.throughput))), "high");
  return {
    uptime5m: uptime(within(SLOT_MS)),
    uptime30m: uptime(recent),
    uptime1d: uptime(slots),
    latencyMs: latency && { ...latency },
    tokensPerSecond: speed && { ...speed },
    toolCallValidity: toolCallValidityOf(
      slots.reduce((sum, { toolCalls }) => sum + toolCalls, 0),
      slots.reduce((sum, { toolCallsValid }) => sum + toolCallsValid, 0),
    ),
  } satisfies SignalSummary;
}
