import type { Services } from "../context.ts";

/** Seen within this time is seen now: not every request is a write. */
export const SEEN_MS = 60_000;

/** Whose session it is, while it lasts; `null` for one that was ended, is over, waits for a code or never was. Notes that the person is here. */
export async function resumeSession(
  { db, now }: Pick<Services, "db" | "now">,
  sessionId: string,
): Promise<string | null> {
  const session = await db.prisma.signInSession.findUnique({ where: { id: sessionId } });
  const at = now();
  if (!session || session.endedAt !== null || session.awaitsSecondFactor || session.expiresAt <= at) return null;
  if (at.getTime() - session.lastSeenAt.getTime() > SEEN_MS)
    await db.prisma.signInSession.updateMany({
      where: { id: sessionId, lastSeenAt: session.lastSeenAt },
      data: { lastSeenAt: at },
    });
  return session.userId;
}
