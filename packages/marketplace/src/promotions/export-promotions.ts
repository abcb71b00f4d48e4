import { type Context, requireStaff } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { type PromotionView, readLots } from "./list-promotions.ts";

interface Sums {
  lots: number;
  amountNano: bigint;
  spentNano: bigint;
  expiredNano: bigint;
  remainingNano: bigint;
}

/** All promotional credit that was given as CSV, newest first, in pieces. Finance and operators may. @throws before the first piece when the person may not. */
export async function exportPromotions(ctx: Context): Promise<AsyncGenerator<string>> {
  requireStaff(ctx);
  const sums: Sums = { lots: 0, amountNano: 0n, spentNano: 0n, expiredNano: 0n, remainingNano: 0n };
  return streamCsv({
    columns: [
      ...["lot_id", "given_at", "workspace_id", "workspace", "given_by", "code", "reason", "amount_nano", "amount_usd"],
      ...["spent_nano", "spent_usd", "expired_nano", "expired_usd", "remaining_nano", "remaining_usd", "expires_at"],
      "journal_id",
    ],
    rows: pages(ctx, sums),
    controlTotals: async () => [
      ["lots", sums.lots],
      ["amount_nano", sums.amountNano],
      ["spent_nano", sums.spentNano],
      ["expired_nano", sums.expiredNano],
      ["remaining_nano", sums.remainingNano],
    ],
  });
}

async function* pages(ctx: Context, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const lots of everyPageAfter((place) => readLots(ctx, place), idOf)) {
    for (const { amountNano, spentNano, expiredNano, remainingNano } of lots) {
      sums.lots += 1;
      sums.amountNano += amountNano;
      sums.spentNano += spentNano;
      sums.expiredNano += expiredNano;
      sums.remainingNano += remainingNano;
    }
    yield lots.map(toLine);
  }
}

function toLine(lot: PromotionView): CsvCell[] {
  return [
    ...[lot.id, lot.createdAt, lot.workspaceId, lot.workspaceName, lot.by, lot.code, lot.reason, lot.amountNano],
    ...[{ usdNano: lot.amountNano }, lot.spentNano, { usdNano: lot.spentNano }, lot.expiredNano],
    ...[{ usdNano: lot.expiredNano }, lot.remainingNano, { usdNano: lot.remainingNano }, lot.expiresAt, lot.journalId],
  ];
}
