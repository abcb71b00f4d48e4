import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { RiskFilter, readRiskCases } from "./list-risk-cases.ts";

export const ExportRiskCasesInput = RiskFilter;
export type ExportRiskCasesInput = z.input<typeof ExportRiskCasesInput>;

/** Cases as CSV, in the order of the queue, in pieces. Operators may. @throws before the first piece when the person may not. */
export async function exportRiskCases(ctx: Context, input: ExportRiskCasesInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "operator");
  const filter = parseInput(ExportRiskCasesInput, input);
  const sums = { cases: 0 };
  return streamCsv({
    columns: [
      ...["case_id", "state", "kind", "payment_id", "workspace_id", "workspace", "amount_nano", "amount_usd", "detail"],
      ...["opened_at", "frozen_nano", "frozen_usd", "closed_at", "closed_by", "note"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [["cases", sums.cases]],
  });
}

async function* pages(ctx: Context, filter: RiskFilter, sums: { cases: number }): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readRiskCases(ctx, filter, place), idOf)) {
    sums.cases += page.length;
    yield page.map((one) => [
      ...[one.id, one.state, one.kind, one.paymentId, one.workspaceId, one.workspaceName, one.amountNano],
      ...[{ usdNano: one.amountNano }, one.detail, one.openedAt, one.frozenNano, { usdNano: one.frozenNano }],
      ...[one.closedAt, one.closedBy, one.note],
    ]);
  }
}
