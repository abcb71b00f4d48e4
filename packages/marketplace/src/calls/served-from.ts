import type { FeeScope } from "@tollgate/pricing/versions";

/** Where the answer of a call came from: an endpoint, the response cache, or an endpoint on the customer's own account there. */
export const SERVED_FROM = ["provider", "cache", "own_key"] as const;
export type ServedFrom = (typeof SERVED_FROM)[number];

const BY_FEE: Readonly<Record<FeeScope, ServedFrom>> = { call: "provider", cached: "cache", own_key: "own_key" };
export const FEE_OF: Readonly<Record<ServedFrom, FeeScope>> = { provider: "call", cache: "cached", own_key: "own_key" };

/**
 * As `served_from` of the database says it, by the fee that was pinned.
 * @returns `null` when nobody served.
 */
export function servedFrom(endpointId: string | null, fee: FeeScope): ServedFrom | null {
  return endpointId === null ? null : BY_FEE[fee];
}
