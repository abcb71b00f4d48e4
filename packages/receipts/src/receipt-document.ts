/** What a receipt says. Names and amounts are written as they are signed; amounts are decimal strings of nano-USD, times ISO 8601 in UTC. */
export interface ReceiptDocument {
  readonly v: 1;
  /** `gen-` and 32 hex digits. */
  readonly id: string;
  readonly workspace_id: string;
  readonly key_id: string;
  readonly app: { readonly id: string; readonly name: string } | null;
  readonly grant_id: string | null;
  readonly model: string;
  readonly provider: { readonly id: string; readonly slug: string; readonly name: string } | null;
  readonly endpoint_id: string | null;
  readonly outcome: string;
  readonly usage_source: string;
  readonly finish_reason: string | null;
  readonly streamed: boolean;
  readonly first_content_ms: number | null;
  readonly duration_ms: number;
  readonly started_at: string;
  readonly booked_at: string;
  /** The route as it was taken: every attempt in order. */
  readonly attempts: readonly ReceiptAttempt[];
  readonly units: Readonly<Record<string, number>>;
  /** `null` when nothing was served. */
  readonly price: ReceiptPrice | null;
  readonly fee: {
    readonly version: string;
    readonly basis_points: number;
    readonly fixed_nano: string;
    /** In place of the price, of which it is a share: nobody was paid a cost. Absent for a fee beside the price. */
    readonly applies_to?: "cached" | "own_key";
  };
  readonly margin: ReceiptMargin | null;
  readonly legs: {
    readonly cost_nano: string;
    readonly platform_fee_nano: string;
    readonly surcharge_nano: string;
    readonly charge_nano: string;
    /** Of the charge, what the app's builder paid; absent when nothing. */
    readonly sponsored_nano?: string;
  };
  readonly hold_nano: string;
  readonly journal_id: string | null;
  /** What was booked on this call later, such as a refund: positive amounts went back to the customer. */
  readonly later: readonly ReceiptLaterBooking[];
}

export interface ReceiptAttempt {
  readonly endpoint_id: string;
  readonly provider: string;
  readonly status: number | null;
  readonly result: string;
  readonly duration_ms: number;
  /** Made with the customer's own key at the provider; absent for the platform's. */
  readonly own_key?: true;
  /** Dialled beside the one before it, whose connection was long in coming. */
  readonly hedge?: true;
}

export interface ReceiptPrice {
  readonly version: string;
  /** Usage bucket → nano-USD per million units. */
  readonly prices: Readonly<Record<string, string>>;
  /** Prices supplied afterwards for buckets the version had forgotten. */
  readonly corrections: readonly { readonly bucket: string; readonly price_nano: string; readonly reason: string }[];
}

export interface ReceiptMargin {
  readonly version: string;
  readonly number: number;
  readonly basis_points: number;
  readonly per_request_nano: string;
  readonly per_million_tokens_nano: string;
  /** Class of units → nano-USD per million of them; receipts from before there were any have none. */
  readonly per_million_units_nano?: Readonly<Record<string, string>>;
  readonly minimum_nano: string;
  readonly cap_nano: string | null;
}

export interface ReceiptLaterBooking {
  readonly journal_id: string;
  readonly kind: string;
  readonly booked_at: string;
  readonly credited_nano: string;
  readonly memo: string;
}

/** A receipt with its signature over the canonical JSON of everything but `signature.value`. */
export interface SignedReceipt {
  readonly receipt: ReceiptDocument;
  readonly signature: {
    readonly alg: "Ed25519";
    readonly kid: string;
    readonly issued_at: string;
    /** base64url without padding. */
    readonly value: string;
  };
}

/** A public key as it is published (RFC 8037), with the time it signs in. */
export interface PublishedKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly use: "sig";
  readonly alg: "EdDSA";
  readonly kid: string;
  readonly x: string;
  readonly from: string;
  /** `null` while it signs, or is about to. */
  readonly until: string | null;
}
