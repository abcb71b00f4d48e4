import { type Context, requirePlatformRole } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPage } from "../reports/every-page.ts";
import { listDebts } from "./list-debts.ts";

const PAGE = 200;

/** What is owed to us as CSV, largest first, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportDebts(ctx: Context): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const sums = { debts: 0, owedNano: 0n };
  return streamCsv({
    columns: ["owner", "owner_name", "account_type", "owed_nano", "owed_usd", "other_nano", "asked_nano", "moved_at"],
    rows: pages(ctx, sums),
    controlTotals: async () => [
      ["debts", sums.debts],
      ["owed_nano", sums.owedNano],
    ],
  });
}

async function* pages(ctx: Context, sums: { debts: number; owedNano: bigint }): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPage((cursor) => listDebts(ctx, { limit: PAGE, cursor }))) {
    sums.debts += page.debts.length;
    for (const { owedNano } of page.debts) sums.owedNano += owedNano;
    yield page.debts.map((debt) => [
      ...[debt.owner, debt.ownerName, debt.accountType, debt.owedNano, { usdNano: debt.owedNano }],
      ...[debt.otherNano, debt.askedNano, debt.movedAt],
    ]);
  }
}
