import { redisKeys, shardOf } from "./shards.ts";

/** Whose credit: a workspace's own, or what is left of a lot that is sponsored for it. Both lie in the workspace's slot, in hashes alike. */
export interface CreditOf {
  readonly workspaceId: string;
  /** The sponsored lot; absent or null for the workspace's own. */
  readonly lotId?: string | null | undefined;
}

export function creditKey({ workspaceId, lotId }: CreditOf): string {
  return redisKeys.credit(shardOf(workspaceId), lotId ?? workspaceId);
}
