import type { PinnedVersions } from "@tollgate/pricing/price-call";
import { type ResolvedMargin, resolveMargin } from "@tollgate/pricing/resolve-margin";
import { type FeeVersion, type MarginVersion, termsFor } from "@tollgate/pricing/versions";
import type { EndpointRecord, KeyRecord } from "../snapshot/records.ts";

/** The margin a key's calls carry now. A workspace calling through its own app pays no surcharge to itself. */
export function marginOf(key: KeyRecord, nowMs: number): ResolvedMargin | { readonly kind: "none" } {
  const { grant } = key;
  if (grant === null || grant.builderWorkspaceId === key.workspaceId) return { kind: "none" };
  return resolveMargin(grant.margins, grant.acceptedMarginId, nowMs);
}

export function pinnedVersions(
  endpoint: EndpointRecord,
  fee: FeeVersion,
  margin: MarginVersion | null,
): PinnedVersions {
  return {
    prices: endpoint.price.prices,
    fee: endpoint.fee ?? fee,
    margin: margin && termsFor(margin, endpoint.modelId),
  };
}
