import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";

/** Lets people pass who have an authenticator app. */
export async function requireTotp(ctx: Context, userId: string): Promise<void> {
  const app = await ctx.db.prisma.authenticator.findUnique({ where: { userId } });
  if (!app?.confirmedAt) throw new MarketplaceError("precondition_failed", "You have no authenticator app set up.");
}
