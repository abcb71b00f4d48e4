import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "./csv-document.ts";
import { streamCsv } from "./csv-stream.ts";
import { everyPage } from "./every-page.ts";
import { ListAccountsInput, listAccounts } from "./list-accounts.ts";

export const ExportAccountsInput = ListAccountsInput.pick({ type: true });
export type ExportAccountsInput = z.input<typeof ExportAccountsInput>;

type AccountType = z.output<typeof ExportAccountsInput>["type"];

const PAGE = 200;

interface Sums {
  accounts: number;
  debitNano: bigint;
  creditNano: bigint;
}

/**
 * The accounts behind one line of the trial balance as CSV, in the order they were opened, in pieces. Finance may.
 * @throws before the first piece when the person may not or there is no such type.
 */
export async function exportAccounts(ctx: Context, input: ExportAccountsInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const { type } = parseInput(ExportAccountsInput, input);
  const sums: Sums = { accounts: 0, debitNano: 0n, creditNano: 0n };
  return streamCsv({
    columns: [
      ...["account_id", "account_type", "owner", "owner_name", "debit_nano", "debit_usd", "credit_nano"],
      ...["credit_usd", "last_entry_at"],
    ],
    rows: pages(ctx, type, sums),
    controlTotals: async () => [
      ["accounts", sums.accounts],
      ["debit_nano", sums.debitNano],
      ["credit_nano", sums.creditNano],
    ],
  });
}

async function* pages(ctx: Context, type: AccountType, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPage((cursor) => listAccounts(ctx, { type, cursor, limit: PAGE }))) {
    for (const { debitNano, creditNano } of page.accounts) {
      sums.accounts += 1;
      sums.debitNano += debitNano;
      sums.creditNano += creditNano;
    }
    yield page.accounts.map((one) => [
      ...[one.accountId, one.type, one.owner, one.ownerName, one.debitNano, { usdNano: one.debitNano }],
      ...[one.creditNano, { usdNano: one.creditNano }, one.updatedAt],
    ]);
  }
}
