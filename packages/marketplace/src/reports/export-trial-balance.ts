import { type Context, requirePlatformRole } from "../context.ts";
import { type CsvDocument, writeCsv } from "./csv-document.ts";
import { type AccountRow, toAccountLine } from "./list-accounts.ts";

/** Every account with its balance as CSV, by type and owner; debits and credits have equal totals. Finance may. */
export async function exportTrialBalance(ctx: Context): Promise<CsvDocument> {
  requirePlatformRole(ctx, "finance");
  const asOf = ctx.now();
  const result = await ctx.db.pool.query<AccountRow>(
    `SELECT a.id, a.type, a.owner, w.name, b.posted_nano AS posted, b.updated_at
      FROM ledger_account a JOIN balance b ON b.account_id = a.id LEFT JOIN workspace w ON w.id = a.owner
      WHERE a.currency = 'USD' ORDER BY a.type COLLATE "C", a.owner COLLATE "C"`,
  );
  const lines = result.rows.map(toAccountLine);
  const debit = lines.reduce((sum, line) => sum + line.debitNano, 0n);
  const credit = lines.reduce((sum, line) => sum + line.creditNano, 0n);
  return writeCsv({
    fileName: `trial-balance-${asOf.toISOString().slice(0, 10)}.csv`,
    columns: ["type", "owner", "owner_name", "debit_nano", "debit_usd", "credit_nano", "credit_usd", "updated_at"],
    rows: lines.map((line) => [
      line.type,
      line.owner,
      line.ownerName,
      line.debitNano,
      { usdNano: line.debitNano },
      line.creditNano,
      { usdNano: line.creditNano },
      line.updatedAt,
    ]),
    controlTotals: [
      ["as_of", asOf],
      ["accounts", lines.length],
      ["total_debit_nano", debit],
      ["total_credit_nano", credit],
      ["difference_nano", credit - debit],
    ],
  });
}
