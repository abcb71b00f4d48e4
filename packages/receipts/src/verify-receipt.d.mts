/** One thing the verifier looked at, with a sentence for people. */
export interface ReceiptCheck {
  readonly name: "form" | "key" | "signature" | "cost" | "platform_fee" | "surcharge" | "charge";
  readonly ok: boolean;
  readonly sentence: string;
}

export interface ReceiptVerdict {
  /** True when every check passed. */
  readonly ok: boolean;
  readonly checks: readonly ReceiptCheck[];
}

/**
 * Verifies a signed receipt against the published keys: the signature, and every leg computed anew from the pinned versions and the units.
 * Never throws: what cannot be read fails the check `form`.
 * @param signed the signed receipt, or an answer of `GET /v1/generation` that has one.
 * @param keySet the answer of `GET /v1/receipt-keys`.
 */
export function verifyReceipt(signed: unknown, keySet: unknown): Promise<ReceiptVerdict>;

/** Canonical JSON as RFC 8785 defines it: what is signed. @throws TypeError for what JSON cannot hold. */
export function canonicalJson(value: unknown): string;
