import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { DayRange, readDays } from "../day-range.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointCounts, NO_COUNTS, plusCounts, readSlotDays } from "./read-slot-days.ts";

export const GetEndpointTrafficInput = z.object({
  workspaceId: z.string(),
  endpointId: z.string(),
  ...DayRange.shape,
});
export type GetEndpointTrafficInput = z.input<typeof GetEndpointTrafficInput>;

export interface EndpointTraffic {
  readonly from: string;
  readonly to: string;
  readonly total: EndpointCounts;
  /** What its calls earned it, less refunds. */
  readonly earnedNano: bigint;
  /** Attempts all endpoints of the model served in the period, this one's included. */
  readonly modelServed: number;
  /** Every day of the range. */
  readonly byDay: readonly (EndpointCounts & { readonly day: string; readonly earnedNano: bigint })[];
}

/**
 * What came to an endpoint, what it earned, and where routing went past it, by day. Attempts are known for 90 days. Members of the provider's
 * workspace may.
 */
export async function getEndpointTraffic(ctx: Context, input: GetEndpointTrafficInput): Promise<EndpointTraffic> {
  const { workspaceId, endpointId, ...range } = parseInput(GetEndpointTrafficInput, input);
  requireWorkspace(ctx, workspaceId);
  const endpoint = await ctx.db.prisma.endpoint.findFirst({ where: { id: endpointId, provider: { workspaceId } } });
  if (!endpoint) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  const days = readDays(range, ctx.now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const siblings = await ctx.db.prisma.endpoint.findMany({
    where: { modelId: endpoint.modelId },
    select: { id: true },
  });
  const [slots, earned] = await Promise.all([
    readSlotDays(
      ctx.db,
      siblings.map(({ id }) => id),
      { from, to },
    ),
    ctx.db.prisma.earningsDay.groupBy({
      by: ["day"],
      where: { payeeWorkspaceId: workspaceId, role: "provider", sourceId: endpointId, day: dayRange(from, to) },
      _sum: { earnedNano: true },
    }),
  ]);
  const own = new Map(slots.filter((slot) => slot.endpointId === endpointId).map((slot) => [slot.day, slot.counts]));
  const earnedOn = new Map(earned.map(({ day, _sum }) => [day.toISOString().slice(0, 10), _sum.earnedNano ?? 0n]));
  return {
    from,
    to,
    total: [...own.values()].reduce(plusCounts, NO_COUNTS),
    earnedNano: [...earnedOn.values()].reduce((sum, nano) => sum + nano, 0n),
    modelServed: slots.reduce((sum, { counts }) => sum + counts.served, 0),
    byDay: days.map((day) => ({ day, ...(own.get(day) ?? NO_COUNTS), earnedNano: earnedOn.get(day) ?? 0n })),
  };
}

export function dayRange(from: string, to: string) {
  return { gte: new Date(from), lte: new Date(to) };
}
