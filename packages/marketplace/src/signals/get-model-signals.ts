import { mergeHistograms, percentilesOf, toolCallValidityOf, uptimeOf } from "@tollgate/gateway/signal-summary";
import { z } from "zod";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readCounts } from "./roll-up-signals.ts";

export const SIGNAL_PERIODS = ["day", "week"] as const;

export const GetModelSignalsInput = z.object({
  modelId: z.string().max(200),
  period: z.enum(SIGNAL_PERIODS).default("day"),
});
export type GetModelSignalsInput = z.input<typeof GetModelSignalsInput>;

/** One stretch of time of one endpoint; everything is `null` where no call came. */
export interface SignalPoint {
  readonly at: Date;
  /** From 0 to 1. */
  readonly uptime: number | null;
  /** Median milliseconds to the first content of streams. */
  readonly latencyMs: number | null;
  /** Median output tokens per second of streams. */
  readonly tokensPerSecond: number | null;
  /** Attempts that were served or failed. */
  readonly attempts: number;
}

export interface ModelSignals {
  readonly endpoints: readonly {
    readonly endpointId: string;
    readonly provider: string;
    /** Of the whole period. */
    readonly uptime: number | null;
    readonly latencyMs: { readonly p50: number; readonly p90: number } | null;
    readonly tokensPerSecond: { readonly p50: number; readonly p90: number } | null;
    /** Calls of tools with valid arguments out of all; `null` with too few. */
    readonly toolCallValidity: number | null;
    readonly attempts: number;
    /** Oldest first, all stretches of the period. */
    readonly points: readonly SignalPoint[];
  }[];
}

const HOUR_MS = 3_600_000;
const STEP = { day: HOUR_MS, week: 6 * HOUR_MS } as const;
const STEPS = { day: 24, week: 28 } as const;

/** What calls saw of each endpoint of a model over a day or a week. Public: it names no caller. */
export async function getModelSignals(ctx: Context, input: GetModelSignalsInput): Promise<ModelSignals> {
  const { modelId, period } = parseInput(GetModelSignalsInput, input);
  const stepMs = STEP[period];
  const endMs = (Math.floor(ctx.now().getTime() / stepMs) + 1) * stepMs;
  const startMs = endMs - STEPS[period] * stepMs;
  const endpoints = await ctx.db.prisma.endpoint.findMany({
    where: { modelId, status: "approved", provider: { status: "active" } },
    select: { id: true, provider: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  const slots = await ctx.db.prisma.endpointSlot.findMany({
    where: {
      endpointId: { in: endpoints.map(({ id }) => id) },
      since: { gte: new Date(startMs), lt: new Date(endMs) },
    },
  });
  const byEndpoint = Map.groupBy(slots, ({ endpointId }) => endpointId);
  return {
    endpoints: endpoints.map(({ id, provider }) => {
      const own = byEndpoint.get(id) ?? [];
      const byStep = Map.groupBy(own, ({ since }) => Math.floor((since.getTime() - startMs) / stepMs));
      const points = Array.from({ length: STEPS[period] }, (_, step): SignalPoint => {
        const { uptime, latencyMs, tokensPerSecond, attempts } = sumUp(byStep.get(step) ?? []);
        return {
          at: new Date(startMs + step * stepMs),
          uptime,
          latencyMs: latencyMs?.p50 ?? null,
          tokensPerSecond: tokensPerSecond?.p50 ?? null,
          attempts,
        };
      });
      return { endpointId: id, provider: provider.name, ...sumUp(own), points };
    }),
  };
}

interface Slot {
  readonly served: number;
  readonly failed: number;
  readonly latency: unknown;
  readonly throughput: unknown;
  readonly toolCalls: number;
  readonly toolCallsValid: number;
}

function sumUp(slots: readonly Slot[]) {
  const served = slots.reduce((sum, slot) => sum + slot.served, 0);
  const failed = slots.reduce((sum, slot) => sum + slot.failed, 0);
  return {
    uptime: uptimeOf(served, failed),
    latencyMs: percentilesOf(mergeHistograms(slots.map(({ latency }) => readCounts(latency))), "low"),
    tokensPerSecond: percentilesOf(mergeHistograms(slots.map(({ throughput }) => readCounts(throughput))), "high"),
    toolCallValidity: toolCallValidityOf(
      slots.reduce((sum, slot) => sum + slot.toolCalls, 0),
      slots.reduce((sum, slot) => sum + slot.toolCallsValid, 0),
    ),
    attempts: served + failed,
  };
}
