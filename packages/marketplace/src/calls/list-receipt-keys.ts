import type { PublishedKey } from "@tollgate/receipts/receipt-document";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** The public keys that receipts were ever signed with, as a JSON Web Key Set. Anybody may. */
export async function listReceiptKeys(ctx: Pick<Context, "receipts">): Promise<{ keys: PublishedKey[] }> {
  if (!ctx.receipts) throw new MarketplaceError("unavailable", "Receipts are not signed here. Try again later.");
  return { keys: await ctx.receipts.keys() };
}
