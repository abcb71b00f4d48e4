import type { AccountContext } from "../context.ts";
import { type ActivityLine, type GetActivityInput, getActivity } from "../usage/get-activity.ts";
import { clearCachedAnswers } from "./clear-cached-answers.ts";
import { type CreateApiKeyInput, createApiKey } from "./create-api-key.ts";
import { getManagedKey } from "./get-managed-key.ts";
import { type ListManagedKeysInput, listManagedKeys } from "./list-managed-keys.ts";
import { loadKeyActor } from "./load-key-actor.ts";
import type { ManagedKey } from "./managed-key.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { type UpdateApiKeyInput, updateApiKey } from "./update-api-key.ts";

/** What a management key can do, in its own workspace only. Keys are named by their hash or id. */
export interface KeyManagement {
  list(input: Omit<ListManagedKeysInput, "workspaceId">): Promise<ManagedKey[]>;
  get(key: string): Promise<ManagedKey>;
  /** @returns the key and its secret, which is told now and never again. */
  create(input: Omit<CreateApiKeyInput, "workspaceId" | "kind">): Promise<{ key: ManagedKey; secret: string }>;
  update(key: string, changes: Omit<UpdateApiKeyInput, "workspaceId" | "keyId">): Promise<ManagedKey>;
  /** Revokes it for good. */
  remove(key: string): Promise<void>;
  activity(input: Omit<GetActivityInput, "workspaceId">): Promise<ActivityLine[]>;
  /** Forgets the workspace's cached answers. */
  clearCache(): Promise<{ readonly cleared: number }>;
}

/**
 * Opens what a management key may do. The verbs are the console's, so that rules and audit events are the same.
 * @returns `null` when the key is no management key, or none any more.
 */
export async function manageKeys(
  services: Omit<AccountContext, "actor">,
  managementKeyId: string,
): Promise<KeyManagement | null> {
  const actor = await loadKeyActor(services, managementKeyId);
  if (actor.kind !== "management_key") return null;
  const { db, redis, now } = services;
  const ctx: AccountContext = { db, redis, now, actor };
  const { workspaceId } = actor;
  const get = (key: string) => getManagedKey(ctx, { workspaceId, key });
  return {
    get,
    list: (input) => listManagedKeys(ctx, { ...input, workspaceId }),
    async create(input) {
      const { key, secret } = await createApiKey(ctx, { ...input, workspaceId, kind: "inference" });
      return { key: await get(key.id), secret };
    },
    async update(key, changes) {
      const { id } = await get(key);
      await updateApiKey(ctx, { ...changes, workspaceId, keyId: id });
      return await get(id);
    },
    async remove(key) {
      const { id } = await get(key);
      await revokeApiKey(ctx, { workspaceId, keyId: id });
    },
    activity: (input) => getActivity(ctx, { ...input, workspaceId }),
    clearCache: () => clearCachedAnswers(ctx, { workspaceId }),
  };
}
