import { loadActor } from "../access/load-actor.ts";
import type { AccountContext } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** Whoever approved must still be someone who may make keys. */
export async function requireApprover(
  services: Omit<AccountContext, "actor">,
  { userId, workspaceId }: { readonly userId: string; readonly workspaceId: string },
) {
  const actor = await loadActor(services, userId);
  const role = actor.kind === "user" ? actor.roles.get(workspaceId) : undefined;
  if (role === "owner" || role === "admin") return actor;
  throw new MarketplaceError(
    "conflict",
    "The person who approved this may not make keys any more. Ask them to sign in again.",
  );
}
