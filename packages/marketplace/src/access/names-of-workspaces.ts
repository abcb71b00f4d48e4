import type { Services } from "../context.ts";

/** Looks workspaces' names up in one query. @returns a look-up: the name, or the id of a workspace that has no row. */
export async function namesOfWorkspaces(
  { db }: Pick<Services, "db">,
  ids: readonly string[],
): Promise<(id: string) => string> {
  const rows = await db.prisma.workspace.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
