import { newId } from "@tollgate/db/ids";
import { mailPerson } from "../access/mail-person.ts";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import type { Services } from "../context.ts";
import { resumeSession } from "../sessions/resume-session.ts";
import { takeConnectNote } from "./begin-connect.ts";
import { type OutsideAccount, PROVIDER_NAMES } from "./outside-account.ts";

export interface ConnectIdentity {
  /** The session the cookie names. */
  readonly sessionId: string | null;
  readonly account: OutsideAccount;
}

/**
 * Adds an account at another service to the ways its person signs in, when they asked for it on their account page a moment ago.
 * @returns `taken` when it signs somebody in already, or the person has another one of this service; `null` when nobody asked.
 */
export async function connectIdentity(
  services: Services,
  { sessionId, account }: ConnectIdentity,
): Promise<"connected" | "taken" | null> {
  const { provider, subject, label } = account;
  if (sessionId === null || !(await takeConnectNote(services, sessionId, provider))) return null;
  const userId = await resumeSession(services, sessionId);
  if (userId === null) return null;
  const at = services.now();
  const user = await services.db.prisma
    .$transaction(async (tx) => {
      await tx.identity.create({ data: { id: newId("identity"), userId, provider, subject, label, createdAt: at } });
      await recordOwnDeed(tx, userId, { action: "connectIdentity", detail: { provider, label } });
      return await tx.user.findUniqueOrThrow({ where: { id: userId } });
    })
    .catch((error: unknown) => {
      if (isUniqueViolation(error)) return null;
      throw error;
    });
  if (!user) return "taken";
  await mailPerson(services, user, {
    subject: `${PROVIDER_NAMES[provider]} was connected to your account`,
    lines: [`${PROVIDER_NAMES[provider]} (${label}) signs in to your account from now on.`],
  });
  return "connected";
}
