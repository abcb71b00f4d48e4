import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { mailPerson } from "../access/mail-person.ts";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import type { SignInPlace } from "../sessions/open-session.ts";
import { pendingSignIn } from "../sessions/pending-sign-in.ts";

/** A request nobody decides is over after this. */
export const RECOVERY_HOURS = 72;

export const RequestRecoveryInput = z.object({
  reason: z
    .string("Say what happened.")
    .trim()
    .min(10, "Say in a sentence what happened, and how an operator can reach you.")
    .max(1_000, "Use at most 1,000 characters."),
});

export interface RequestRecovery extends SignInPlace {
  /** The session that waits for a code: what the cookie names. */
  readonly sessionId: string | null;
  readonly reason: string;
}

/**
 * Asks operators to take the authenticator app off the account of somebody who has lost it, with their recovery codes. Whoever has given the
 * first factor and waits for the second may; once at a time.
 * @throws MarketplaceError `unauthenticated` when no sign-in waits, `conflict` while another request is open.
 */
export async function requestRecovery(services: Services, input: RequestRecovery): Promise<{ readonly id: string }> {
  const { reason } = parseInput(RequestRecoveryInput, { reason: input.reason });
  const pending = input.sessionId === null ? null : await pendingSignIn(services, input.sessionId);
  if (!pending) throw new MarketplaceError("unauthenticated", "This sign-in is over. Begin it again.");
  const { userId } = pending;
  const id = newId("recoveryRequest");
  const at = services.now();
  const user = await services.db.prisma
    .$transaction(async (tx) => {
      await endOverdue(tx, userId, at);
      await tx.recoveryRequest.create({
        data: {
          id,
          userId,
          reason,
          ip: input.ip?.slice(0, 64) ?? null,
          userAgent: input.userAgent.replaceAll(/\p{Cc}/gu, "").slice(0, 400),
          createdAt: at,
          expiresAt: new Date(at.getTime() + RECOVERY_HOURS * 3_600_000),
        },
      });
      await recordOwnDeed(tx, userId, { action: "requestRecovery", detail: { request: id } });
      return await tx.user.findUniqueOrThrow({ where: { id: userId } });
    })
    .catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      throw new MarketplaceError("conflict", "You have asked already. An operator will look at it.", { cause: error });
    });
  await mailPerson(services, user, {
    subject: "Somebody asked to take your authenticator app off your account",
    lines: [
      "They gave your password, or read your mail, and say that app and recovery codes are lost. An operator decides.",
      "If it was you, there is nothing to do. Otherwise sign in with a code: that withdraws the request.",
    ],
  });
  await mailOperators(services, { email: user.email, reason });
  return { id };
}

/** A request that was left to run out makes room for another: as if its person had withdrawn it. */
async function endOverdue(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tx.recoveryRequest.updateMany({
    where: { userId, decision: null, expiresAt: { lte: at } },
    data: { decision: "withdrawn", decidedAt: at, decidedById: userId, note: "Nobody decided in time." },
  });
}

async function mailOperators(
  { db, mailer, urls }: Services,
  { email, reason }: { readonly email: string; readonly reason: string },
): Promise<void> {
  const operators = await db.prisma.user.findMany({ where: { platformRole: "operator", email: { not: email } } });
  const text = [
    `${email} has lost their authenticator app and recovery codes, and says:`,
    "",
    reason,
    "",
    "Make sure it is them, by a way you know them by, before you decide.",
    "",
    `See the request: ${urls.console}/operator/recoveries`,
  ].join("\n");
  for (const { email: to } of operators) {
    await mailer.send({ to, subject: `${email} cannot sign in`, text }).catch((error: unknown) => {
      console.error("an operator was not told of a recovery", error);
    });
  }
}
