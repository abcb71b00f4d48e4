import { mailPerson } from "../access/mail-person.ts";
import type { Services } from "../context.ts";
import { beginSession } from "../sessions/begin-session.ts";
import type { OpenedSession, SignInPlace } from "../sessions/open-session.ts";
import { claimMailbox } from "./claim-mailbox.ts";
import { spendLink } from "./spend-link.ts";

export interface SignInByLink extends SignInPlace {
  readonly token: string;
}

/**
 * Signs in whoever holds the link of a mail. Who has an authenticator app is asked for its code as well.
 * @throws MarketplaceError `unauthenticated` for a link that was used or is over.
 */
export async function signInByLink(services: Services, { token, ip, userAgent }: SignInByLink): Promise<OpenedSession> {
  const at = services.now();
  const { userId, claimed } = await services.db.prisma.$transaction(async (tx) => {
    const id = await spendLink(tx, { token, purpose: "sign_in", at });
    await tx.signInLink.updateMany({ where: { userId: id, purpose: "sign_in", usedAt: null }, data: { usedAt: at } });
    return { userId: id, claimed: await claimMailbox(tx, id, at) };
  });
  const opened = await beginSession(services, { userId, method: "email_link", ip, userAgent });
  if (claimed)
    await mailPerson(services, opened.user, {
      subject: "Your address is confirmed",
      lines: [
        "You signed in by mail for the first time, which confirms that the address of your account is yours.",
        "Whatever the account was opened with before that, such as a password, no longer works: choose a new one on your account page.",
      ],
    });
  return opened;
}
