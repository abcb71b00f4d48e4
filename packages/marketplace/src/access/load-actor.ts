import type { Actor, Services } from "../context.ts";

/**
 * Who a signed-in person is right now: roles are read afresh for every request, so that a removed member is out at once.
 * A person who no longer exists is a stranger.
 */
export async function loadActor(
  services: Pick<Services, "db">,
  userId: string | null,
  sessionId?: string,
): Promise<Actor> {
  if (userId === null) return { kind: "anonymous" };
  const user = await services.db.prisma.user.findUnique({ where: { id: userId }, include: { memberships: true } });
  if (!user) return { kind: "anonymous" };
  return {
    kind: "user",
    userId: user.id,
    email: user.email,
    platformRole: user.platformRole,
    roles: new Map(user.memberships.map((membership) => [membership.workspaceId, membership.role])),
    ...(sessionId !== undefined && { sessionId }),
  };
}
