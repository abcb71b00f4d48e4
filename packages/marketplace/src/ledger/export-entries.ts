import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter } from "../reports/every-page.ts";
import { EntryFilter } from "./entry-filter.ts";
import { cursorOf, readEntries } from "./read-entries.ts";

export const ExportEntriesInput = EntryFilter;
export type ExportEntriesInput = z.input<typeof ExportEntriesInput>;

/** Entries of the ledger as CSV, newest first, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportEntries(ctx: Context, input: ExportEntriesInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportEntriesInput, input);
  const sums = { entries: 0, amountNano: 0n };
  return streamCsv({
    columns: [
      ...["journal_id", "kind", "period", "booked_at", "account_id", "account_type", "owner", "owner_name"],
      ...["amount_nano", "amount_usd", "balance_after_nano", "balance_after_usd", "memo"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["entries", sums.entries],
      ["amount_nano", sums.amountNano],
    ],
  });
}

async function* pages(
  ctx: Context,
  filter: EntryFilter,
  sums: { entries: number; amountNano: bigint },
): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readEntries(ctx, filter, place), cursorOf)) {
    for (const one of page) {
      sums.entries += 1;
      sums.amountNano += one.amountNano;
    }
    yield page.map((one) => [
      ...[one.journalId, one.kind, one.period, one.bookedAt, one.accountId, one.type, one.owner, one.ownerName],
      ...[one.amountNano, { usdNano: one.amountNano }, one.balanceAfter, { usdNano: one.balanceAfter }, one.memo],
    ]);
  }
}
