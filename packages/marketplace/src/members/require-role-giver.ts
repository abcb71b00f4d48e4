import { type Context, requireWorkspace, type WorkspaceRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** Lets admins and owners pass; only owners make somebody an owner, or change what an owner is. */
export function requireRoleGiver(ctx: Context, workspaceId: string, roles: readonly WorkspaceRole[]): void {
  requireWorkspace(ctx, workspaceId, "admin");
  if (!roles.includes("owner")) return;
  if (ctx.actor.kind === "user" && ctx.actor.roles.get(workspaceId) !== "owner")
    throw new MarketplaceError("forbidden", "Only an owner decides who is an owner. Ask one of them.");
}
