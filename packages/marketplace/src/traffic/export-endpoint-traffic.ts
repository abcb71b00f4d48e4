import type { Context } from "../context.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { type GetEndpointTrafficInput, getEndpointTraffic } from "./get-endpoint-traffic.ts";

/** One endpoint's traffic as CSV, a line for every day of the range. Members of the provider's workspace may. */
export async function exportEndpointTraffic(ctx: Context, input: GetEndpointTrafficInput): Promise<CsvDocument> {
  const { from, to, byDay, total, earnedNano } = await getEndpointTraffic(ctx, input);
  return writeCsv({
    fileName: `tollgate-endpoint-traffic-${input.endpointId}-${from}-${to}.csv`,
    columns: [
      ...["day", "served", "failed", "rate_limited", "failures", "passed_over", "passed_over_reasons"],
      ...["tool_calls", "tool_calls_valid", "earned_nano_usd", "earned_usd"],
    ],
    rows: byDay.map((one) => [
      ...[one.day, one.served, one.failed, one.rateLimited, eachCount(one.failures)],
      ...[sumOfCounts(one.passedOver), eachCount(one.passedOver), one.toolCalls, one.toolCallsValid],
      ...[one.earnedNano, { usdNano: one.earnedNano }],
    ]),
    controlTotals: [
      ["rows", byDay.length],
      ["served", total.served],
      ["earned_nano_usd", earnedNano],
    ],
  });
}

/** "down 3; max_price 1" */
export function eachCount(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join("; ");
}

export function sumOfCounts(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
