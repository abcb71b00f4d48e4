import { expect, test } from "vitest";
import { loadActor } from "../access/load-actor.ts";
import type { Context } from "../context.ts";
import { expectRefused } from "../testing/duties.ts";
import { newPerson, services, setClock, useVerbs } from "../testing/verbs.ts";
import { closeSession } from "./close-session.ts";
import { endOtherSessions } from "./end-other-sessions.ts";
import { endSession } from "./end-session.ts";
import { listSessions } from "./list-sessions.ts";
import { openSession } from "./open-session.ts";
import { resumeSession } from "./resume-session.ts";

useVerbs();

const signIn = async (userId: string, userAgent = "Firefox") =>
  (await openSession(services, { userId, ip: "203.0.113.7", userAgent, method: "password" })).sessionId;

async function from(sessionId: string): Promise<Context> {
  const userId = await resumeSession(services, sessionId);
  return { ...services, actor: await loadActor(services, userId, sessionId) };
}

test("a session opens for its person until it is ended, closed or over", async () => {
  const ada = await newPerson();
  const [ended, closed, late] = [await signIn(ada.userId), await signIn(ada.userId), await signIn(ada.userId)];
  expect(await resumeSession(services, ended)).toBe(ada.userId);
  await endSession(await from(late), { sessionId: ended });
  await closeSession(services, closed);
  for (const id of [ended, closed, "ses_nobody"]) expect(await resumeSession(services, id)).toBeNull();
  expect(await resumeSession(services, late)).toBe(ada.userId);
  setClock(new Date(Date.now() + 15 * 86_400_000));
  expect(await resumeSession(services, late)).toBeNull();
  setClock(null);
});

test("a person sees their own devices, which one they ask from, and ends nobody else's", async () => {
  const [ada, eve] = [await newPerson(), await newPerson("Eve")];
  const [here, phone] = [await signIn(ada.userId), await signIn(ada.userId, "iPho\u0000ne\n")];
  const theirs = await from(await signIn(eve.userId));
  const sessions = await listSessions(await from(here));
  expect(sessions.map(({ id, current }) => [id, current]).sort()).toEqual(
    [
      [here, true],
      [phone, false],
    ].sort(),
  );
  expect(sessions.find(({ id }) => id === phone)).toMatchObject({ device: "iPhone", ip: "203.0.113.7" });
  await expectRefused([endSession(theirs, { sessionId: here })], "not_found");
  expect(await endOtherSessions(await from(here))).toEqual({ ended: 1 });
  expect(await resumeSession(services, phone)).toBeNull();
  expect(await resumeSession(services, here)).toBe(ada.userId);
  expect(await listSessions(theirs)).toHaveLength(1);
});

test("being here is noted at most once a minute", async () => {
  const ada = await newPerson();
  const id = await signIn(ada.userId);
  const seen = async () => (await services.db.prisma.signInSession.findUniqueOrThrow({ where: { id } })).lastSeenAt;
  const first = await seen();
  await resumeSession(services, id);
  expect(await seen()).toEqual(first);
  const later = new Date(first.getTime() + 61_000);
  setClock(later);
  await resumeSession(services, id);
  expect(await seen()).toEqual(later);
  setClock(null);
});
