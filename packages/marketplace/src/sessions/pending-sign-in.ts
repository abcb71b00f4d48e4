import type { Services } from "../context.ts";

/** A sign-in that waits for its second factor. */
export interface PendingSignIn {
  readonly userId: string;
  readonly email: string;
  readonly method: "password" | "email_link" | "passkey" | "github" | "google";
  readonly recoveryCodesLeft: number;
}

/** What a session waits for; `null` when it waits for nothing, was ended, is over or never was. */
export async function pendingSignIn(
  { db, now }: Pick<Services, "db" | "now">,
  sessionId: string,
): Promise<PendingSignIn | null> {
  const session = await db.prisma.signInSession.findUnique({
    where: { id: sessionId },
    include: { user: { select: { email: true, _count: { select: { recoveryCodes: { where: { usedAt: null } } } } } } },
  });
  if (!session?.awaitsSecondFactor || session.endedAt !== null || session.expiresAt <= now()) return null;
  const { userId, method, user } = session;
  return { userId, email: user.email, method, recoveryCodesLeft: user._count.recoveryCodes };
}
