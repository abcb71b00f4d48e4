import { sign } from "node:crypto";
import type { ReceiptDocument, SignedReceipt } from "./receipt-document.ts";
import type { ReceiptKey } from "./receipt-key-ring.ts";
import { canonicalJson } from "./verify-receipt.mjs";

/** Signs a receipt: Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of the receipt, the key's id and the time. */
export function signReceipt(receipt: ReceiptDocument, key: ReceiptKey, issuedAt: Date): SignedReceipt {
  const signature = { alg: "Ed25519", kid: key.kid, issued_at: issuedAt.toISOString() } as const;
  const bytes = Buffer.from(canonicalJson({ receipt, signature }), "utf8");
  return { receipt, signature: { ...signature, value: sign(null, bytes, key.privateKey).toString("base64url") } };
}
