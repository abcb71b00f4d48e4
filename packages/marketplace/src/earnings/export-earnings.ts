import { type Context, requireWorkspace } from "../context.ts";
import { readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { GetEarningsInput } from "./get-earnings.ts";
import { sourceNames } from "./source-names.ts";

/** What a workspace earned in one role as CSV: a line for each day, app or endpoint, and model. Members may. */
export async function exportEarnings(ctx: Context, input: GetEarningsInput): Promise<CsvDocument> {
  const { workspaceId, role, ...range } = parseInput(GetEarningsInput, input);
  requireWorkspace(ctx, workspaceId);
  const days = readDays(range, ctx.now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const rows = await ctx.db.prisma.earningsDay.findMany({
    where: { payeeWorkspaceId: workspaceId, role, day: { gte: new Date(from), lte: new Date(to) } },
    orderBy: [{ day: "asc" }, { sourceId: "asc" }, { modelId: "asc" }],
  });
  const nameOf = await sourceNames(ctx.db.prisma, role, [...new Set(rows.map(({ sourceId }) => sourceId))]);
  return writeCsv({
    fileName: `tollgate-earnings-${role}-${from}-${to}.csv`,
    columns: [
      ...["day", role === "builder" ? "app_id" : "endpoint_id", "name", "model_id", "calls"],
      ...["earned_nano_usd", "earned_usd", "refunded_nano_usd", "refunded_usd"],
    ],
    rows: rows.map(({ day, sourceId, modelId, calls, earnedNano, refundedNano }) => [
      ...[day.toISOString().slice(0, 10), sourceId, nameOf(sourceId), modelId, calls],
      ...[earnedNano, { usdNano: earnedNano }, refundedNano, { usdNano: refundedNano }],
    ]),
    controlTotals: [
      ["rows", rows.length],
      ["earned_nano_usd", rows.reduce((sum, row) => sum + row.earnedNano, 0n)],
    ],
  });
}
