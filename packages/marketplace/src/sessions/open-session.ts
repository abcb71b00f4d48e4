import { newId } from "@tollgate/db/ids";
import type { SecondFactor, Services, SignInMethod } from "../context.ts";
import { AWAITING_SECONDS, SESSION_SECONDS } from "./session-days.ts";

/** Where a sign-in comes from. */
export interface SignInPlace {
  /** Address the sign-in came from; `null` when it is not known. */
  readonly ip: string | null;
  /** What the browser calls itself. */
  readonly userAgent: string;
}

export interface NewSession extends SignInPlace {
  readonly userId: string;
  readonly method: SignInMethod;
  /** What was proven besides; left out, the person is asked for a code if they have an authenticator app. */
  readonly secondFactor?: SecondFactor;
}

export interface OpenedSession {
  /** What the cookie carries. */
  readonly sessionId: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  /** Until the second factor is given, the session opens nothing. */
  readonly awaitsSecondFactor: boolean;
}

const LONGEST_USER_AGENT = 400;
const LONGEST_ADDRESS = 64;

/** Begins a session for a person who has just proven who they are, or half of it. Callers that face people use `beginSession`. */
export async function openSession(
  { db, now }: Pick<Services, "db" | "now">,
  { userId, ip, userAgent, method, secondFactor }: NewSession,
): Promise<OpenedSession> {
  const sessionId = newId("session");
  const at = now();
  const { authenticator, ...user } = await db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { id: true, email: true, name: true, authenticator: { select: { confirmedAt: true } } },
  });
  const awaitsSecondFactor = secondFactor === undefined && Boolean(authenticator?.confirmedAt);
  const lastsSeconds = awaitsSecondFactor ? AWAITING_SECONDS : SESSION_SECONDS;
  await db.prisma.signInSession.create({
    data: {
      id: sessionId,
      userId,
      ip: ip?.slice(0, LONGEST_ADDRESS) ?? null,
      // What cannot be stored as text is left out; a browser sends none.
      userAgent: userAgent.replaceAll(/\p{Cc}/gu, "").slice(0, LONGEST_USER_AGENT),
      method,
      secondFactor: secondFactor ?? null,
      awaitsSecondFactor,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + lastsSeconds * 1000),
    },
  });
  return { sessionId, user, awaitsSecondFactor };
}
