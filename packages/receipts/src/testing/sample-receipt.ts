import type { PublishedKey, ReceiptDocument } from "../receipt-document.ts";
import { parseReceiptKeyRing } from "../receipt-key-ring.ts";

/** A ring of two keys for tests. */
export const TEST_RECEIPT_KEYS = `new:${Buffer.alloc(32, 1).toString("base64")},old:${Buffer.alloc(32, 2).toString("base64")}`;

/** The keys of a ring as they would be published. */
export function publish(ring: string, until: Readonly<Record<string, string>> = {}): { keys: PublishedKey[] } {
  const keys = parseReceiptKeyRing(ring).map(({ kid, x }): PublishedKey => {
    const jwk = { kty: "OKP", crv: "Ed25519", use: "sig", alg: "EdDSA" } as const;
    return { ...jwk, kid, x, from: "2026-01-01T00:00:00.000Z", until: until[kid] ?? null };
  });
  return { keys };
}

/** 900 × 2.5 + 400 × 10 USD per million, a correction for two searches, 5 % fee, 20 % margin with a part per request. */
export const SAMPLE_RECEIPT: ReceiptDocument = {
  v: 1,
  id: "gen-0193f0e2a1b27c3d8e4f5a6b7c8d9e0f",
  workspace_id: "wsp_customer",
  key_id: "key_one",
  app: { id: "app_one", name: "Näherei “Ω” \u2028 \u{1F9F5}" },
  grant_id: "gra_one",
  model: "acme/echo-1",
  provider: { id: "prv_one", slug: "one", name: "One" },
  endpoint_id: "end_one",
  outcome: "completed",
  usage_source: "reported",
  finish_reason: "stop",
  streamed: true,
  first_content_ms: 120,
  duration_ms: 900,
  started_at: "2026-11-25T10:00:00.000Z",
  booked_at: "2026-11-25T10:00:01.000Z",
  attempts: [
    { endpoint_id: "end_two", provider: "two", status: 503, result: "upstream_error", duration_ms: 12 },
    { endpoint_id: "end_one", provider: "one", status: 200, result: "served", duration_ms: 880 },
  ],
  units: { input: 900, output: 400, cache_read: 0, search: 2 },
  price: {
    version: "prc_one",
    prices: { input: "2500000000", output: "10000000000" },
    corrections: [{ bucket: "search", price_nano: "5000000000000", reason: "The list had no price for searches." }],
  },
  fee: { version: "fee_one", basis_points: 500, fixed_nano: "0" },
  margin: {
    version: "mgn_one",
    number: 3,
    basis_points: 2000,
    per_request_nano: "100",
    per_million_tokens_nano: "1000000",
    per_million_units_nano: { output_token: "2000000", search: "50000000" },
    minimum_nano: "0",
    cap_nano: null,
  },
  legs: { cost_nano: "16250000", platform_fee_nano: "812500", surcharge_nano: "3252300", charge_nano: "20314800" },
  hold_nano: "30000000",
  journal_id: "0193f0e2-a1b2-7c3d-8e4f-5a6b7c8d9e0f",
  later: [],
};
