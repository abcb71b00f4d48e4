import { revokeKeyInRedis } from "@tollgate/db/redis/revoke-key";
import { announceChange } from "../announce-change.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/**
 * Makes admission refuse keys whose revocation is committed. Repeating it is harmless.
 * @throws MarketplaceError `unavailable` when Redis did not take it: the person must know that the key may work for some seconds more.
 */
export async function tellKeysRevoked(
  services: Pick<Services, "redis">,
  workspaceId: string,
  keyIds: readonly string[],
): Promise<void> {
  try {
    await Promise.all(keyIds.map((keyId) => revokeKeyInRedis(services.redis, workspaceId, keyId)));
  } catch (error) {
    throw new MarketplaceError(
      "unavailable",
      "The key is revoked, but the proxies could not be told at once: it may work for a few seconds more. Revoke it again to make sure.",
      { cause: error },
    );
  }
  await Promise.all(keyIds.map((id) => announceChange(services, { kind: "key", id })));
}
