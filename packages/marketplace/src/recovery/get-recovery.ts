import type { Services } from "../context.ts";
import { pendingSignIn } from "../sessions/pending-sign-in.ts";

/** A request that waits for an operator. */
export interface OpenRecovery {
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** The open request of whoever a waiting sign-in belongs to; `null` when there is none. */
export async function getRecovery(services: Services, sessionId: string): Promise<OpenRecovery | null> {
  const pending = await pendingSignIn(services, sessionId);
  if (!pending) return null;
  const row = await services.db.prisma.recoveryRequest.findFirst({
    where: { userId: pending.userId, decision: null, expiresAt: { gt: services.now() } },
  });
  return row && { requestedAt: row.createdAt, expiresAt: row.expiresAt };
}
