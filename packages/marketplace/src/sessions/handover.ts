import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { SecondFactor, Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { beginSession } from "./begin-session.ts";
import { closeSession } from "./close-session.ts";
import type { OpenedSession, SignInPlace } from "./open-session.ts";

const LASTS_SECONDS = 300;
const Handover = z.object({ sessionId: z.string(), secondFactor: z.enum(["totp", "passkey"]) });

/**
 * Notes that the person of a session has given a second factor while signed in. A page cannot set the cookie of another session, so it gets
 * this token, with which the sign-in endpoint exchanges the session.
 */
export async function offerHandover(
  { redis }: Pick<Services, "redis">,
  sessionId: string,
  secondFactor: Exclude<SecondFactor, "recovery_code">,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await redis.set(keyOf(token), JSON.stringify({ sessionId, secondFactor }), "EX", LASTS_SECONDS);
  return token;
}

export interface TakeHandover extends SignInPlace {
  readonly token: string;
  /** The session the cookie names: the token works for it alone. */
  readonly sessionId: string | null;
}

/**
 * Exchanges a session for one that counts as proven twice, once per token.
 * @throws MarketplaceError `unauthenticated` when the token is not this session's, was used or is over.
 */
export async function takeHandover(services: Services, input: TakeHandover): Promise<OpenedSession> {
  const { token, sessionId, ip, userAgent } = input;
  const noted = await services.redis.getdel(keyOf(token));
  const handover = noted === null ? null : Handover.parse(JSON.parse(noted));
  const session =
    handover !== null && handover.sessionId === sessionId
      ? await services.db.prisma.signInSession.findUnique({ where: { id: sessionId, endedAt: null } })
      : null;
  if (!handover || !session || session.expiresAt <= services.now())
    throw new MarketplaceError("unauthenticated", "Sign in again to go on.");
  const { userId, method } = session;
  const opened = await beginSession(services, { userId, method, ip, userAgent, secondFactor: handover.secondFactor });
  await closeSession(services, session.id);
  return opened;
}

function keyOf(token: string): string {
  return `signin:handover:${createHash("sha256").update(token).digest("base64url")}`;
}
