import type { z } from "zod";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { fittingTestCalls, TestCallFilter } from "./list-test-calls.ts";
import type { TestCall } from "./test-call.ts";

export const ExportTestCallsInput = TestCallFilter;
export type ExportTestCallsInput = z.input<typeof ExportTestCallsInput>;

/** Test calls of an app as CSV, newest first, as the list shows them. Members of the builder's workspace may. */
export async function exportTestCalls(ctx: Context, input: ExportTestCallsInput): Promise<CsvDocument> {
  const { fitting } = await fittingTestCalls(ctx, parseInput(ExportTestCallsInput, input));
  return writeCsv({
    fileName: `tollgate-test-calls-${ctx.now().toISOString().slice(0, 10)}.csv`,
    columns: [
      ...["call_id", "at_utc", "key_id", "key", "surface", "streamed", "model", "provider", "scenario", "outcome"],
      ...["error", "finish_reason", "units", "would_cost_nano_usd", "would_cost_usd", "surcharge_nano_usd"],
      ...["first_content_ms", "duration_ms", "user"],
    ],
    rows: fitting.map((one) => [
      ...[one.id, new Date(one.at), one.keyId, one.keyName, one.surface, String(one.streamed), one.modelId],
      ...[one.provider?.slug ?? null, one.scenario, one.outcome, one.error, one.finishReason],
      ...[JSON.stringify(one.units), one.legs.chargeNano, { usdNano: one.legs.chargeNano }, one.legs.surchargeNano],
      ...[one.firstContentMs, one.durationMs, one.user],
    ]),
    controlTotals: [
      ["rows", fitting.length],
      ["would_cost_nano_usd", fitting.reduce((sum: bigint, { legs }: TestCall) => sum + legs.chargeNano, 0n)],
    ],
  });
}
