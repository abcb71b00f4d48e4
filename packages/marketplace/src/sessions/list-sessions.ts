import { type Context, requireUser } from "../context.ts";

/** A device somebody is signed in on. */
export interface SessionView {
  readonly id: string;
  readonly ip: string | null;
  readonly userAgent: string;
  readonly since: Date;
  readonly lastSeenAt: Date;
  /** Whether the question came from it. */
  readonly current: boolean;
}

const LIMIT = 100;

/** Where the signed-in person is signed in, latest first. For themselves alone. */
export async function listSessions(ctx: Context): Promise<SessionView[]> {
  const userId = requireUser(ctx);
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
  const rows = await ctx.db.prisma.signInSession.findMany({
    where: { userId, endedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.map(({ id, ip, userAgent, createdAt, lastSeenAt }) => ({
    id,
    ip,
    userAgent,
    since: createdAt,
    lastSeenAt,
    current: id === currentId,
  }));
}
