import type { Database } from "@tollgate/db/open-database";
import type { Legs } from "@tollgate/pricing/price-call";
import { loadPinnedVersions, type Versions } from "../settlement/pinned-version-cache.ts";
import { priceAtPinned } from "../settlement/price-event.ts";
import { UsageEvent } from "../settlement/usage-event.ts";

/** What an event in quarantine comes to now, at its pinned versions as they stand, or what still stands in the way. */
export type PricedAnew =
  | { readonly kind: "priced"; readonly event: UsageEvent; readonly versions: Versions; readonly legs: Legs }
  | { readonly kind: "obstacle"; readonly event: UsageEvent; readonly versions: Versions; readonly detail: string }
  | { readonly kind: "unreadable" };

/** Prices a stored event again. It may have become possible since: a price was supplied, or a version came back. */
export async function priceAnew(db: Database, stored: unknown): Promise<PricedAnew> {
  const parsed = UsageEvent.safeParse(stored);
  if (!parsed.success) return { kind: "unreadable" };
  const event = parsed.data;
  const versions = await loadPinnedVersions(db, [event]);
  const priced = priceAtPinned(event, versions);
  if (priced.kind === "quarantine") return { kind: "obstacle", event, versions, detail: priced.detail };
  return { kind: "priced", event, versions, legs: priced.legs };
}
