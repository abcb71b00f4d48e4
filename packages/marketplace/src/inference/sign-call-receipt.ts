import type { PublishedKey, SignedReceipt } from "@tollgate/receipts/receipt-document";
import { loadReceiptDocument } from "../calls/load-receipt-document.ts";
import type { CallGate } from "./call-gate.ts";

export type { PublishedKey, SignedReceipt };

/** The signed receipt of a settled call, for `GET /v1/generation`; `null` when there is none or nothing to sign with. */
export async function signCallReceipt(
  { db, receipts }: Pick<CallGate, "db" | "receipts">,
  call: { readonly workspaceId: string; readonly callId: string },
): Promise<SignedReceipt | null> {
  if (!receipts) return null;
  const receipt = await loadReceiptDocument({ db }, call);
  return receipt && (await receipts.sign(receipt));
}

/** The published keys, for `GET /v1/receipt-keys`. */
export async function receiptKeys({ receipts }: Pick<CallGate, "receipts">): Promise<{ keys: PublishedKey[] }> {
  return { keys: (await receipts?.keys()) ?? [] };
}
