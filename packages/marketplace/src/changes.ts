import type { Redis } from "ioredis";

/** Channel on which the control plane tells every proxy what changed. */
export const CHANGES_CHANNEL = "tollgate:changes";

/** What a proxy must load again. */
export type Change =
  | { readonly kind: "key"; readonly id: string }
  /** Every key of an app's grants: margins, grants or the app changed. */
  | { readonly kind: "app"; readonly id: string }
  /** Every key of a workspace: a budget or limit of it or of a member changed. */
  | { readonly kind: "workspace"; readonly id: string }
  | { readonly kind: "endpoint"; readonly id: string }
  | { readonly kind: "catalogue" }
  | { readonly kind: "fee" };

/**
 * Tells every proxy about a committed change. Best effort: proxies also catch up by themselves every few seconds, and a revoked key is
 * refused by Redis itself.
 */
export async function publishChange(redis: Redis, change: Change): Promise<void> {
  await redis.publish(CHANGES_CHANNEL, JSON.stringify(change));
}

export function parseChange(message: string): Change | null {
  const parsed: unknown = JSON.parse(message);
  if (typeof parsed !== "object" || parsed === null || !("kind" in parsed)) return null;
  const id = "id" in parsed && typeof parsed.id === "string" ? parsed.id : null;
  switch (parsed.kind) {
    case "key":
    case "app":
    case "workspace":
    case "endpoint":
      return id === null ? null : { kind: parsed.kind, id };
    case "catalogue":
    case "fee":
      return { kind: parsed.kind };
    default:
      return null;
  }
}
