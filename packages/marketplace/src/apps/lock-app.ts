import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";
import { type AppRow, WITH_MARGINS } from "./app-view.ts";

/**
 * An app with its margins, locked for the rest of the transaction: publishing a margin and consenting to one wait for each other, so that
 * nobody consents to a margin that has just changed.
 * @param workspaceId the builder's own workspace; `null` for a customer, who finds active apps of anyone.
 */
export async function lockApp(tx: Transaction, appId: string, workspaceId: string | null): Promise<AppRow> {
  await tx.$queryRaw`SELECT 1 FROM app WHERE id = ${appId} FOR UPDATE`;
  const where = workspaceId === null ? { id: appId, status: "active" as const } : { id: appId, workspaceId };
  const app = await tx.app.findFirst({ where, include: WITH_MARGINS });
  if (!app) throw new MarketplaceError("not_found", "This app does not exist.");
  return app;
}
