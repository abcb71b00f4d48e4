import type { Database } from "@tollgate/db/open-database";

/** Looks workspace names up in one query; a workspace without a row is shown by its id. */
export async function payeeNames(
  prisma: Database["prisma"],
  payees: readonly { readonly payeeWorkspaceId: string }[],
): Promise<(workspaceId: string) => string> {
  const rows = await prisma.workspace.findMany({
    where: { id: { in: payees.map((payee) => payee.payeeWorkspaceId) } },
    select: { id: true, name: true },
  });
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (workspaceId) => names.get(workspaceId) ?? workspaceId;
}
