import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { withdrawRecovery } from "../recovery/withdraw-recovery.ts";
import { countCodeAttempt } from "../second-factor/count-code-attempt.ts";
import { CodeText, spendCode } from "../second-factor/spend-code.ts";
import { beginSession } from "./begin-session.ts";
import type { OpenedSession, SignInPlace } from "./open-session.ts";
import { pendingSignIn } from "./pending-sign-in.ts";

export const PassSecondFactorInput = z.object({ code: CodeText });

export interface PassSecondFactor extends SignInPlace {
  /** The session that waits: what the cookie names. */
  readonly sessionId: string | null;
  readonly code: string;
}

/**
 * Completes a sign-in with a code. The session that waited ends and another begins, so that a cookie from before the code opens nothing.
 * @throws MarketplaceError `unauthenticated` when no sign-in waits, `invalid_input` for a wrong code, `conflict` for a used one,
 * `too_many_requests` after ten.
 */
export async function passSecondFactor(services: Services, input: PassSecondFactor): Promise<OpenedSession> {
  const { sessionId, ip, userAgent } = input;
  const pending = sessionId === null ? null : await pendingSignIn(services, sessionId);
  if (!pending || sessionId === null)
    throw new MarketplaceError("unauthenticated", "This sign-in is over. Begin it again.");
  const { userId, method } = pending;
  const { code } = parseInput(PassSecondFactorInput, { code: input.code });
  const attempt = await countCodeAttempt(services.redis, userId);
  const secondFactor = await services.db.prisma.$transaction(async (tx) => {
    const factor = await spendCode({ tx, services }, userId, code);
    const ended = await tx.signInSession.updateMany({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: services.now() },
    });
    if (ended.count === 0) throw new MarketplaceError("unauthenticated", "This sign-in is over. Begin it again.");
    await withdrawRecovery(tx, userId, services.now());
    if (factor === "recovery_code") await recordOwnDeed(tx, userId, { action: "useRecoveryCode" });
    return factor;
  });
  await attempt.forgive();
  const opened = await beginSession(services, { userId, method, secondFactor, ip, userAgent });
  if (secondFactor === "recovery_code") await tellOfRecovery(services, opened, pending.recoveryCodesLeft - 1);
  return opened;
}

async function tellOfRecovery(services: Services, { user }: OpenedSession, left: number): Promise<void> {
  await mailPerson(services, user, {
    subject: "A recovery code was used to sign in",
    lines: [
      `Somebody signed in to your account with a recovery code in place of your authenticator app. ${left} of your codes are left.`,
      "Have you lost your app? Set it up anew on your account page, and take a new set of codes.",
    ],
  });
}
