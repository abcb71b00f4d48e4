import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { CorrectionFilter, FILTER_SQL, filterValues } from "./correction-filter.ts";
import { CORRECTION_SQL, type CorrectionRow, toCorrectionView } from "./correction-view.ts";

export const ExportCorrectionsInput = CorrectionFilter;
export type ExportCorrectionsInput = z.input<typeof ExportCorrectionsInput>;

/** Adjustments and refunds of calls as CSV, oldest first, with the people who asked and decided. Finance may. */
export async function exportCorrections(ctx: Context, input: ExportCorrectionsInput): Promise<CsvDocument> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportCorrectionsInput, input);
  const result = await ctx.db.pool.query<CorrectionRow>(
    `${CORRECTION_SQL} WHERE ${FILTER_SQL} ORDER BY r.requested_at, r.id`,
    filterValues(filter),
  );
  const lines = result.rows.map(toCorrectionView);
  const posted = lines.filter((line) => line.status === "posted");
  return writeCsv({
    fileName: `corrections-${ctx.now().toISOString().slice(0, 10)}.csv`,
    columns: [
      ...["id", "kind", "status", "amount_nano", "amount_usd", "account_type", "owner", "owner_name", "counter_type"],
      ...[
        "call_id",
        "payment_id",
        "reason",
        "requested_by",
        "requested_at",
        "decided_by",
        "decided_at",
        "decision_note",
      ],
      "journal_id",
    ],
    rows: lines.map((line) => [
      ...[line.id, line.kind, line.status, line.amountNano, { usdNano: line.amountNano }, line.accountType, line.owner],
      ...[
        line.ownerName,
        line.counterType,
        line.callId,
        line.paymentId,
        line.reason,
        line.requestedBy,
        line.requestedAt,
      ],
      ...[line.decidedBy, line.decidedAt, line.decisionNote, line.journalId],
    ]),
    controlTotals: [
      ["corrections", lines.length],
      ["posted", posted.length],
      ["posted_nano", posted.reduce((sum, line) => sum + line.amountNano, 0n)],
    ],
  });
}
