import type { Actor, Services } from "../context.ts";

/**
 * Who a signed-in person is right now: roles are read afresh for every request, so that a removed member is out at once.
 * A person who no longer exists is a stranger.
 * @param sessionId the sign-in the request came by; without one nothing was proven twice.
 */
export async function loadActor(
  services: Pick<Services, "db">,
  userId: string | null,
  sessionId?: string,
): Promise<Actor> {
  if (userId === null) return { kind: "anonymous" };
  const user = await services.db.prisma.user.findUnique({
    where: { id: userId },
    include: { memberships: true, sessions: { where: { id: sessionId ?? "" }, select: { secondFactor: true } } },
  });
  if (!user) return { kind: "anonymous" };
  return {
    kind: "user",
    userId: user.id,
    email: user.email,
    platformRole: user.platformRole,
    roles: new Map(user.memberships.map((membership) => [membership.workspaceId, membership.role])),
    twoFactors: user.sessions.some(({ secondFactor }) => secondFactor !== null),
    ...(sessionId !== undefined && { sessionId }),
  };
}
