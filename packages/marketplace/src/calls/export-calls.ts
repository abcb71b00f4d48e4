import { formatUsd } from "@tollgate/money/nano";
import type { MeteredBucket } from "@tollgate/pricing/usage-units";
import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { everyPageAfter, type PlaceInList } from "../reports/every-page.ts";
import { CallFilter, whereOf } from "./call-filter.ts";
import { type CallView, toCallView } from "./call-view.ts";
import { loadCallFacts } from "./load-call-facts.ts";
import { loadFeeIds } from "./load-fee-scopes.ts";

export const ExportCallsInput = CallFilter;
export type ExportCallsInput = z.input<typeof ExportCallsInput>;

const BUCKETS = [
  "input",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "output",
  "reasoning",
  "input_audio",
  "output_audio",
  "input_image",
  "output_image",
  "image",
  "audio_second",
  "search",
  "character",
] as const satisfies readonly MeteredBucket[];
const HEADER = [
  "generation_id",
  "at_utc",
  "model",
  "provider",
  "served_from",
  "key",
  "app",
  "outcome",
  "usage_source",
  ...BUCKETS.map((bucket) => `${bucket}_units`),
  "cost_nano_usd",
  "fee_nano_usd",
  "surcharge_nano_usd",
  "charge_nano_usd",
  "charge_usd",
  "refunded_nano_usd",
  "net_charge_nano_usd",
  "duration_ms",
];

/**
 * Calls of a workspace as CSV (RFC 4180), newest first, in pieces, so that a large account is never held in memory. Text that a spreadsheet
 * would run as a formula is escaped. Members may.
 * @throws before the first piece when the person may not.
 */
export async function exportCalls(ctx: Context, input: ExportCallsInput): Promise<AsyncGenerator<string>> {
  const filter = parseInput(ExportCallsInput, input);
  requireWorkspace(ctx, filter.workspaceId);
  return pieces(ctx, filter);
}

async function* pieces(ctx: Context, filter: CallFilter): AsyncGenerator<string> {
  yield csv([HEADER]);
  const feeIds = await loadFeeIds(ctx, filter.servedFrom);
  const read = async ({ cursor, limit }: PlaceInList) => {
    const rows = await ctx.db.prisma.call.findMany({
      where: whereOf(filter, { before: cursor, feeIds }),
      orderBy: { id: "desc" },
      take: limit,
    });
    const facts = await loadCallFacts(ctx, filter.workspaceId, rows);
    return rows.map((row) => toCallView(row, facts));
  };
  for await (const calls of everyPageAfter(read, ({ id }) => id)) if (calls.length > 0) yield csv(calls.map(toLine));
}

function toLine(call: CallView): string[] {
  return [
    call.generationId,
    call.at.toISOString(),
    call.model.id,
    call.provider?.name ?? "",
    call.servedFrom ?? "",
    call.key.name,
    call.app?.name ?? "",
    call.outcome,
    call.usageSource,
    ...BUCKETS.map((bucket) => call.units[bucket]?.toString() ?? ""),
    call.costNano.toString(),
    call.feeNano.toString(),
    call.surchargeNano.toString(),
    call.chargeNano.toString(),
    formatUsd(call.chargeNano),
    call.refundedNano.toString(),
    (call.chargeNano - call.refundedNano).toString(),
    call.durationMs.toString(),
  ];
}

function csv(lines: string[][]): string {
  return stringify(lines, { escape_formulas: true, record_delimiter: "windows" });
}
