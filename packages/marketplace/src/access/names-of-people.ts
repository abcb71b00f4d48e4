import type { Services } from "../context.ts";

/** Looks people's names up, for lists of who did what. @returns a look-up: the name, the id of somebody unknown, `null` for the platform itself. */
export async function namesOfPeople(
  { db }: Pick<Services, "db">,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const users = await db.prisma.user.findMany({ where: { id: { in: known } }, select: { id: true, name: true } });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? id));
}
