import { newId } from "@tollgate/db/ids";
import type { Services } from "../context.ts";
import { SESSION_SECONDS } from "./session-days.ts";

export interface NewSession {
  readonly userId: string;
  /** Address the sign-in came from; `null` when it is not known. */
  readonly ip: string | null;
  /** What the browser calls itself. */
  readonly userAgent: string;
}

const LONGEST_USER_AGENT = 400;
const LONGEST_ADDRESS = 64;

/** Begins a session for a person who has just proven who they are. @returns its id, which the cookie carries. */
export async function openSession(
  { db, now }: Pick<Services, "db" | "now">,
  { userId, ip, userAgent }: NewSession,
): Promise<string> {
  const id = newId("session");
  const at = now();
  await db.prisma.signInSession.create({
    data: {
      id,
      userId,
      ip: ip?.slice(0, LONGEST_ADDRESS) ?? null,
      // What cannot be stored as text is left out; a browser sends none.
      userAgent: userAgent.replaceAll(/\p{Cc}/gu, "").slice(0, LONGEST_USER_AGENT),
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + SESSION_SECONDS * 1000),
    },
  });
  return id;
}
