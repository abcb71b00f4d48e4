import { mailPerson } from "../access/mail-person.ts";
import { recordOwnDeed } from "../access/record-own-deed.ts";
import type { Services } from "../context.ts";
import { deviceWords } from "./device-words.ts";
import { type NewSession, type OpenedSession, openSession } from "./open-session.ts";

/** How many earlier sign-ins are looked at for the same device. */
const REMEMBERED = 200;

/** Begins a session, and tells the person by mail when it is on a device they have not signed in on before. */
export async function beginSession(services: Services, session: NewSession): Promise<OpenedSession> {
  const opened = await openSession(services, session);
  if (!opened.awaitsSecondFactor) await tellOfNewDevice(services, session, opened);
  return opened;
}

async function tellOfNewDevice(
  services: Services,
  session: NewSession,
  { sessionId, user }: OpenedSession,
): Promise<void> {
  const { prisma } = services.db;
  const earlier = await prisma.signInSession.findMany({
    where: { userId: user.id, id: { not: sessionId }, awaitsSecondFactor: false },
    select: { userAgent: true },
    orderBy: { lastSeenAt: "desc" },
    take: REMEMBERED,
  });
  const device = deviceWords(session.userAgent);
  if (earlier.length === 0 || earlier.some(({ userAgent }) => deviceWords(userAgent) === device)) return;
  await recordOwnDeed(prisma, user.id, { action: "signInOnNewDevice", detail: { device } });
  await mailPerson(services, user, {
    subject: `New sign-in to Tollgate: ${device}`,
    lines: [
      `Somebody signed in to your account on ${device}${session.ip ? `, from ${session.ip}` : ""}.`,
      "If it was you, there is nothing to do.",
    ],
  });
}
