import type { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { groupNames } from "./group-names.ts";
import { addUsed, NOTHING_USED, readUsage, type Used } from "./read-usage.ts";
import { UsageInput } from "./usage-input.ts";

/** Usage of a workspace by day and group as CSV, oldest day first, with control totals. Members may. */
export async function exportUsage(ctx: Context, input: z.input<typeof UsageInput>): Promise<CsvDocument> {
  const asked = parseInput(UsageInput, input);
  requireWorkspace(ctx, asked.workspaceId);
  const days = readDays(asked, ctx.now());
  const rows = await readUsage(ctx, asked, days);
  const nameOf = await groupNames(ctx, asked.groupBy, [...new Set(rows.map(({ group }) => group))]);
  const total = rows.reduce<Used>(addUsed, NOTHING_USED);
  return writeCsv({
    fileName: `tollgate-usage-by-${asked.groupBy}-${days[0]}-${days.at(-1)}.csv`,
    columns: [
      "day_utc",
      `${asked.groupBy}_id`,
      asked.groupBy,
      "calls",
      "failed_calls",
      "cached_calls",
      "own_key_calls",
      "input_tokens",
      "output_tokens",
      "cost_nano_usd",
      "fee_nano_usd",
      "surcharge_nano_usd",
      "charge_nano_usd",
      "charge_usd",
      "refunded_nano_usd",
      "net_charge_nano_usd",
      "net_charge_usd",
    ],
    rows: rows.map((row) => [
      row.day,
      row.group,
      nameOf(row.group),
      row.calls,
      row.failedCalls,
      row.cachedCalls,
      row.ownKeyCalls,
      row.inputTokens,
      row.outputTokens,
      row.costNano,
      row.feeNano,
      row.surchargeNano,
      row.chargeNano,
      { usdNano: row.chargeNano },
      row.refundedNano,
      row.chargeNano - row.refundedNano,
      { usdNano: row.chargeNano - row.refundedNano },
    ]),
    controlTotals: [
      ["rows", rows.length],
      ["calls", total.calls],
      ["charge_nano_usd", total.chargeNano],
      ["charge_usd", { usdNano: total.chargeNano }],
      ["refunded_nano_usd", total.refundedNano],
      ["net_charge_nano_usd", total.chargeNano - total.refundedNano],
    ],
  });
}
