import { parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadReceipt } from "./load-receipt.ts";
import type { ReceiptView } from "./receipt-view.ts";

export const GetCallReceiptInput = z.object({
  workspaceId: z.string(),
  /** A call id or generation id. */
  callId: z.string().max(64),
});
export type GetCallReceiptInput = z.input<typeof GetCallReceiptInput>;

/** The receipt of a call the workspace paid for. Members may. */
export async function getCallReceipt(ctx: Context, input: GetCallReceiptInput): Promise<ReceiptView> {
  const { workspaceId, callId } = parseInput(GetCallReceiptInput, input);
  requireWorkspace(ctx, workspaceId);
  const id = parseGenerationId(callId);
  const receipt = id && (await loadReceipt(ctx, workspaceId, id));
  if (!receipt)
    throw new MarketplaceError(
      "not_found",
      "This call does not exist. One that has just ended appears within seconds.",
    );
  return receipt;
}
