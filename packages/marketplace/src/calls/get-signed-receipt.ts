import { parseGenerationId } from "@tollgate/db/ids";
import type { SignedReceipt } from "@tollgate/receipts/receipt-document";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadReceiptDocument } from "./load-receipt-document.ts";

export const GetSignedReceiptInput = z.object({
  workspaceId: z.string(),
  /** A call id or generation id. */
  callId: z.string().max(64),
});
export type GetSignedReceiptInput = z.input<typeof GetSignedReceiptInput>;

/** The receipt of a call the workspace paid for, signed for whoever it is shown to. Members may. */
export async function getSignedReceipt(ctx: Context, input: GetSignedReceiptInput): Promise<SignedReceipt> {
  const { workspaceId, callId } = parseInput(GetSignedReceiptInput, input);
  requireWorkspace(ctx, workspaceId);
  const id = parseGenerationId(callId);
  const receipt = id && (await loadReceiptDocument(ctx, { workspaceId, callId: id }));
  if (!receipt)
    throw new MarketplaceError(
      "not_found",
      "This call does not exist. One that has just ended appears within seconds.",
    );
  if (!ctx.receipts) throw new MarketplaceError("unavailable", "Receipts are not signed here. Try again later.");
  return await ctx.receipts.sign(receipt);
}
