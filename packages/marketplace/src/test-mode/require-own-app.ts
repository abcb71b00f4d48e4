import type { Database, Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/** Names an app of the builder's own workspace. */
export interface OwnApp {
  readonly workspaceId: string;
  readonly appId: string;
}

/** @throws MarketplaceError `not_found` for an app of another workspace, or one that was archived where `status` asks for active ones. */
export async function requireOwnApp(
  prisma: Transaction | Database["prisma"],
  { workspaceId, appId }: OwnApp,
  status?: "active",
): Promise<void> {
  const found = await prisma.app.count({ where: { id: appId, workspaceId, ...(status && { status }) } });
  if (found === 0) throw new MarketplaceError("not_found", "This app does not exist, or it is archived.");
}
