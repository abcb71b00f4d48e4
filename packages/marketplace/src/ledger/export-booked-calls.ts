import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPage } from "../reports/every-page.ts";
import { type BookedCall, ListBookedCallsInput, listBookedCalls } from "./list-booked-calls.ts";

export const ExportBookedCallsInput = ListBookedCallsInput.omit({ cursor: true, limit: true });
export type ExportBookedCallsInput = z.input<typeof ExportBookedCallsInput>;

const PAGE = 200;

interface Sums {
  calls: number;
  costNano: bigint;
  feeNano: bigint;
  surchargeNano: bigint;
  chargeNano: bigint;
}

/**
 * Calls of every workspace in a month as CSV, newest first, in pieces. Finance may.
 * @throws before the first piece when the person may not or there is no such month.
 */
export async function exportBookedCalls(ctx: Context, input: ExportBookedCallsInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportBookedCallsInput, input);
  const sums: Sums = { calls: 0, costNano: 0n, feeNano: 0n, surchargeNano: 0n, chargeNano: 0n };
  return streamCsv({
    columns: [
      ...["generation_id", "at", "workspace_id", "workspace", "model_id", "served_from", "outcome", "cost_nano"],
      ...["cost_usd", "fee_nano", "fee_usd", "surcharge_nano", "surcharge_usd", "charge_nano", "charge_usd"],
      "journal_id",
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["month", filter.month],
      ["calls", sums.calls],
      ["cost_nano", sums.costNano],
      ["fee_nano", sums.feeNano],
      ["surcharge_nano", sums.surchargeNano],
      ["charge_nano", sums.chargeNano],
    ],
  });
}

async function* pages(ctx: Context, filter: ExportBookedCallsInput, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPage((cursor) =>
    listBookedCalls(ctx, {
      ...filter,
      cursor,
      limit: PAGE,
    }),
  )) {
    for (const { costNano, feeNano, surchargeNano, chargeNano } of page.calls) {
      sums.calls += 1;
      sums.costNano += costNano;
      sums.feeNano += feeNano;
      sums.surchargeNano += surchargeNano;
      sums.chargeNano += chargeNano;
    }
    yield page.calls.map(toLine);
  }
}

function toLine(call: BookedCall): CsvCell[] {
  return [
    ...[call.generationId, call.eventAt, call.workspaceId, call.workspaceName, call.modelId, call.servedFrom],
    ...[call.outcome, call.costNano, { usdNano: call.costNano }, call.feeNano, { usdNano: call.feeNano }],
    ...[call.surchargeNano, { usdNano: call.surchargeNano }, call.chargeNano, { usdNano: call.chargeNano }],
    call.journalId,
  ];
}
