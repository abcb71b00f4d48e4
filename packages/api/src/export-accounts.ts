import type { Context } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import { ExportAccountsInput, exportAccounts as verb } from "@tollgate/marketplace/reports/export-accounts";
import { exportList } from "./export-list.ts";

/**
 * Answers a download of the accounts of one type as CSV.
 * @param text the type as the ledger names it, such as `customer_credit`.
 */
export async function exportAccounts(ctx: Context, text: string): Promise<Response> {
  const type = ExportAccountsInput.shape.type.options.find((one) => one === text);
  return await exportList(ctx, {
    name: `accounts-${type}`,
    pieces: async () => {
      if (!type) throw new MarketplaceError("not_found", "The ledger has no accounts of this type.");
      return await verb(ctx, { type });
    },
  });
}
