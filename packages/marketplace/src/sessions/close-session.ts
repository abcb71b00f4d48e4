import type { Services } from "../context.ts";

/** Ends the session of somebody who signs out. Ending it again changes nothing. */
export async function closeSession({ db, now }: Pick<Services, "db" | "now">, sessionId: string): Promise<void> {
  await db.prisma.signInSession.updateMany({ where: { id: sessionId, endedAt: null }, data: { endedAt: now() } });
}
