import { type Context, requireUser, type WorkspaceRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { listMyWorkspaces } from "./list-my-workspaces.ts";

export interface MyWorkspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: WorkspaceRole;
}

/** The signed-in person, as every screen needs them. */
export interface Me {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly workspaces: readonly MyWorkspace[];
  /** Work for the marketplace itself, beyond one's own workspaces. */
  readonly duties: readonly ("finance" | "operator")[];
  /** The duties wait until the person signs in with a second factor. */
  readonly secondFactorDue: boolean;
}

export async function getMe(ctx: Context): Promise<Me> {
  const userId = requireUser(ctx);
  const [user, workspaces] = await Promise.all([
    ctx.db.prisma.user.findUnique({ where: { id: userId } }),
    listMyWorkspaces(ctx),
  ]);
  if (!user) throw new MarketplaceError("unauthenticated", "This account no longer exists.");
  return {
    user: { id: user.id, email: user.email, name: user.name },
    workspaces,
    duties: user.platformRole === "none" ? [] : [user.platformRole],
    secondFactorDue: user.platformRole !== "none" && ctx.actor.kind === "user" && !ctx.actor.twoFactors,
  };
}
