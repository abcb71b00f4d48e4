import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { freeSlug } from "./workspace-slug.ts";

export interface OpenedWorkspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** Adds a workspace with its first owner, inside the caller's transaction. */
export async function openWorkspace(tx: Transaction, name: string, ownerId: string): Promise<OpenedWorkspace> {
  const workspace = { id: newId("workspace"), slug: await freeSlug(tx, name), name };
  await tx.workspace.create({ data: workspace });
  await tx.membership.create({ data: { workspaceId: workspace.id, userId: ownerId, role: "owner" } });
  return workspace;
}
