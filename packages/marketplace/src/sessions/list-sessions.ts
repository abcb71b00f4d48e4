import { type Context, requireUser, type SecondFactor, type SignInMethod } from "../context.ts";
import { deviceWords } from "./device-words.ts";

/** A device somebody is signed in on. */
export interface SessionView {
  readonly id: string;
  readonly ip: string | null;
  /** As people call it: “Firefox on Linux”. */
  readonly device: string;
  readonly method: SignInMethod;
  readonly secondFactor: SecondFactor | null;
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
    where: { userId, endedAt: null, awaitsSecondFactor: false, expiresAt: { gt: ctx.now() } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.map(({ id, ip, userAgent, method, secondFactor, createdAt, lastSeenAt }) => ({
    id,
    ip,
    device: deviceWords(userAgent),
    method,
    secondFactor,
    since: createdAt,
    lastSeenAt,
    current: id === currentId,
  }));
}
