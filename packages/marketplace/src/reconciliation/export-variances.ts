import { type Context, requirePlatformRole } from "../context.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { type ListVariancesInput, listVariances } from "./list-variances.ts";

/** The differences of a month as CSV, with what was found out about each and the sums of what was compared. Finance may. */
export async function exportVariances(ctx: Context, input: ListVariancesInput): Promise<CsvDocument> {
  requirePlatformRole(ctx, "finance");
  const { month, pulledUntil, sides, variances } = await listVariances(ctx, input);
  return writeCsv({
    fileName: `differences-${month}.csv`,
    columns: [
      ...["area", "kind", "subject", "ours_nano", "ours_usd", "theirs_nano", "theirs_usd", "difference_nano"],
      ...["difference_usd", "since", "state", "note", "noted_by", "noted_at", "journal_id"],
    ],
    rows: variances.map((one) => [
      ...[one.area, one.kind, one.subject, one.oursNano, { usdNano: one.oursNano }, one.theirsNano],
      ...[{ usdNano: one.theirsNano }, one.differenceNano, { usdNano: one.differenceNano }, one.since, one.state],
      ...[one.note, one.notedBy, one.notedAt, one.journalId],
    ]),
    controlTotals: [
      ["month", month],
      ["processor_asked_until", pulledUntil],
      ["differences", variances.length],
      ["difference_nano", variances.reduce((sum, one) => sum + one.differenceNano, 0n)],
      ...sides.flatMap(({ area, compared, oursNano, theirsNano }) => [
        [`${area}_compared`, compared] as const,
        [`${area}_ours_nano`, oursNano] as const,
        [`${area}_theirs_nano`, theirsNano] as const,
      ]),
    ],
  });
}
