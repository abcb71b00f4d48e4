import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { DayRange, readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointState, endpointState } from "../providers/endpoint-states.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { eachCount, sumOfCounts } from "./export-endpoint-traffic.ts";
import { dayRange } from "./get-endpoint-traffic.ts";
import { type EndpointCounts, NO_COUNTS, plusCounts, readSlotDays } from "./read-slot-days.ts";

export const ListTrafficInput = z.object({ workspaceId: z.string(), ...DayRange.shape });
export type ListTrafficInput = z.input<typeof ListTrafficInput>;

/** What came to one endpoint in a period. */
export interface TrafficOfEndpoint extends EndpointCounts {
  readonly endpointId: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly provider: string;
  readonly state: EndpointState;
  /** Calls that were charged and what they earned, less refunds. */
  readonly calls: number;
  readonly earnedNano: bigint;
  /** Attempts all endpoints of its model served. */
  readonly modelServed: number;
}

export interface Traffic {
  readonly from: string;
  readonly to: string;
  /** Most earned first. */
  readonly endpoints: readonly TrafficOfEndpoint[];
}

/** Traffic and revenue of all endpoints of a workspace. Members may. */
export async function listTraffic(ctx: Context, input: ListTrafficInput): Promise<Traffic> {
  const { workspaceId, ...range } = parseInput(ListTrafficInput, input);
  requireWorkspace(ctx, workspaceId);
  const days = readDays(range, ctx.now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const rows = await ctx.db.prisma.endpoint.findMany({
    where: { provider: { workspaceId } },
    include: { provider: true, model: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  const siblings = await ctx.db.prisma.endpoint.findMany({
    where: { modelId: { in: [...new Set(rows.map(({ modelId }) => modelId))] } },
    select: { id: true, modelId: true },
  });
  const [slots, earned] = await Promise.all([
    readSlotDays(
      ctx.db,
      siblings.map(({ id }) => id),
      { from, to },
    ),
    ctx.db.prisma.earningsDay.groupBy({
      by: ["sourceId"],
      where: { payeeWorkspaceId: workspaceId, role: "provider", day: dayRange(from, to) },
      _sum: { earnedNano: true, calls: true },
    }),
  ]);
  const byEndpoint = Map.groupBy(slots, ({ endpointId }) => endpointId);
  const countsOf = (id: string) =>
    (byEndpoint.get(id) ?? []).reduce((sum, { counts }) => plusCounts(sum, counts), NO_COUNTS);
  const servedOf = (modelId: string) =>
    siblings.filter((one) => one.modelId === modelId).reduce((sum, { id }) => sum + countsOf(id).served, 0);
  const earnedBy = new Map(earned.map(({ sourceId, _sum }) => [sourceId, _sum]));
  const endpoints = rows.map((row) => ({
    endpointId: row.id,
    modelId: row.modelId,
    modelName: row.model.name,
    provider: row.provider.name,
    state: endpointState(row),
    ...countsOf(row.id),
    calls: earnedBy.get(row.id)?.calls ?? 0,
    earnedNano: earnedBy.get(row.id)?.earnedNano ?? 0n,
    modelServed: servedOf(row.modelId),
  }));
  return { from, to, endpoints: endpoints.sort(mostEarnedFirst) };
}

function mostEarnedFirst(a: TrafficOfEndpoint, b: TrafficOfEndpoint): number {
  if (a.earnedNano !== b.earnedNano) return a.earnedNano > b.earnedNano ? -1 : 1;
  return b.served - a.served || (a.endpointId < b.endpointId ? -1 : 1);
}

/** The same as CSV. Members may. */
export async function exportTraffic(ctx: Context, input: ListTrafficInput): Promise<CsvDocument> {
  const { from, to, endpoints } = await listTraffic(ctx, input);
  return writeCsv({
    fileName: `tollgate-endpoint-traffic-${from}-${to}.csv`,
    columns: [
      "endpoint_id",
      "model_id",
      "provider",
      "state",
      "served",
      "failed",
      "rate_limited",
      "passed_over",
      "passed_over_reasons",
      "tool_calls",
      "tool_calls_valid",
      "model_served",
      "charged_calls",
      "earned_nano_usd",
      "earned_usd",
    ],
    rows: endpoints.map((one) => [
      one.endpointId,
      one.modelId,
      one.provider,
      one.state,
      one.served,
      one.failed,
      one.rateLimited,
      sumOfCounts(one.passedOver),
      eachCount(one.passedOver),
      one.toolCalls,
      one.toolCallsValid,
      one.modelServed,
      one.calls,
      one.earnedNano,
      { usdNano: one.earnedNano },
    ]),
    controlTotals: [
      ["rows", endpoints.length],
      ["earned_nano_usd", endpoints.reduce((all, one) => all + one.earnedNano, 0n)],
    ],
  });
}
