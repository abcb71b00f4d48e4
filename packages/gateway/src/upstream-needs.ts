import type { FetchedMedias } from "./conversation/linked-media.ts";
import type { DialectQuirks } from "./dialect-quirks.ts";

/** What an endpoint needs to see differently from what the caller wrote. */
export interface UpstreamNeeds {
  readonly model: string;
  /** Per choice: the ceiling the hold was placed for. */
  readonly maxOutputTokens: number;
  readonly quirks: DialectQuirks;
  /** What was fetched for endpoints that take no addresses. */
  readonly medias?: FetchedMedias;
}

/** Extensions of this gateway (and of OpenRouter) that vendors refuse, and `service_tier`, which would change the price we pinned. */
export const OURS: ReadonlySet<string> = new Set([
  "provider",
  "models",
  "usage",
  "max_surcharge",
  "cache",
  "route",
  "transforms",
  "session_id",
  "service_tier",
]);
