import { expect, test } from "vitest";
import { loadActor } from "../access/load-actor.ts";
import { type Context, requirePlatformRole, requireStaff, type SignInMethod } from "../context.ts";
import { beginSession } from "../sessions/begin-session.ts";
import { takeHandover } from "../sessions/handover.ts";
import { listSessions } from "../sessions/list-sessions.ts";
import { passSecondFactor } from "../sessions/pass-second-factor.ts";
import { pendingSignIn } from "../sessions/pending-sign-in.ts";
import { resumeSession } from "../sessions/resume-session.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { beginTotp } from "./begin-totp.ts";
import { confirmTotp } from "./confirm-totp.ts";
import { getSecurity } from "./get-security.ts";
import { removeTotp } from "./remove-totp.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { totpCodeAt } from "./totp.ts";

useVerbs();

const PLACE = { ip: "203.0.113.7", userAgent: "Firefox/130 Linux" };
const STEP_MS = 30_000;

async function signIn(userId: string, method: SignInMethod = "password") {
  return await beginSession(services, { userId, method, ...PLACE });
}

async function from(sessionId: string): Promise<Context> {
  const userId = await resumeSession(services, sessionId);
  return { ...services, actor: await loadActor(services, userId, sessionId) };
}

const give = (sessionId: string | null, code: string) => passSecondFactor(services, { sessionId, code, ...PLACE });

interface Guarded {
  readonly person: Person;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly ctx: Context;
  /** The code after the one that was used for setting up. */
  nextCode(): string;
}

/** Somebody whose authenticator app is set up, signed in with it. The clock stands; `nextCode` moves it to a code that was not used. */
async function guarded(person?: Person): Promise<Guarded> {
  const somebody = person ?? (await newPerson());
  let now = Date.now();
  setClock(new Date(now));
  const { sessionId } = await signIn(somebody.userId);
  const { secret } = await beginTotp(await from(sessionId));
  const confirmed = await confirmTotp(await from(sessionId), { code: totpCodeAt(secret, new Date(now)) });
  const renewed = await takeHandover(services, { token: confirmed.handover ?? "", sessionId, ...PLACE });
  const nextCode = () => {
    now += STEP_MS;
    setClock(new Date(now));
    return totpCodeAt(secret, new Date(now));
  };
  const { recoveryCodes } = confirmed;
  return { person: somebody, secret, recoveryCodes, ctx: await from(renewed.sessionId), nextCode };
}

test("an app is on only after its first code; then signing in waits for one, in a new session", async () => {
  setClock(null);
  const ada = await newPerson();
  const [before, elsewhere] = [await signIn(ada.userId), await signIn(ada.userId)];
  const ctx = await from(before.sessionId);
  const { secret, uri } = await beginTotp(ctx);
  expect(uri).toContain(secret);
  expect((await signIn(ada.userId)).awaitsSecondFactor).toBe(false);
  await expectRefused([confirmTotp(ctx, { code: "000000" })], "invalid_input");
  const { recoveryCodes, handover } = await confirmTotp(ctx, { code: totpCodeAt(secret, new Date()) });
  expect(recoveryCodes).toHaveLength(10);
  expect(mails.at(-1)).toMatchObject({ to: ada.email, subject: "Your authenticator app is set up" });
  expect(await resumeSession(services, elsewhere.sessionId)).toBeNull();

  const renewed = await takeHandover(services, { token: handover ?? "", sessionId: before.sessionId, ...PLACE });
  expect(await resumeSession(services, before.sessionId)).toBeNull();
  expect(await getSecurity(await from(renewed.sessionId))).toMatchObject({
    twoFactors: true,
    recoveryCodesLeft: 10,
    authenticator: { since: expect.any(Date) },
  });
  const again = takeHandover(services, { token: handover ?? "", sessionId: before.sessionId, ...PLACE });
  await expectRefused([again], "unauthenticated");

  const waiting = await signIn(ada.userId);
  expect(waiting.awaitsSecondFactor).toBe(true);
  expect(await resumeSession(services, waiting.sessionId)).toBeNull();
  expect(await pendingSignIn(services, waiting.sessionId)).toMatchObject({ email: ada.email, recoveryCodesLeft: 10 });
  expect((await listSessions(await from(renewed.sessionId))).map(({ id }) => id)).toEqual([renewed.sessionId]);
});

test("what is stored opens for nobody who reads the database", async () => {
  const { person, secret, recoveryCodes } = await guarded();
  const { rows } = await services.db.pool.query<{ row: string }>(
    "SELECT t::text AS row FROM authenticator t WHERE user_id = $1 UNION ALL SELECT t::text FROM recovery_code t WHERE user_id = $1",
    [person.userId],
  );
  expect(rows).toHaveLength(11);
  const text = rows.map(({ row }) => row).join("\n");
  for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))])
    expect(text).not.toContain(hidden);
});

test("a code completes one sign-in, also when it is given twice at the same moment", async () => {
  const { person, nextCode } = await guarded();
  const [one, two] = [await signIn(person.userId), await signIn(person.userId)];
  const code = nextCode();
  const outcomes = await Promise.allSettled([give(one.sessionId, code), give(two.sessionId, code)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const done = outcomes.find((outcome) => outcome.status === "fulfilled")?.value;
  expect(await resumeSession(services, done?.sessionId ?? "")).toBe(person.userId);
  for (const { sessionId } of [one, two]) expect(await resumeSession(services, sessionId)).toBeNull();
  const third = await signIn(person.userId);
  await expectRefused([give(third.sessionId, code)], "conflict");
  expect((await give(third.sessionId, ` ${nextCode().replace(/(.{3})/, "$1 ")} `)).awaitsSecondFactor).toBe(false);
});

test("the database itself keeps a used code used", async () => {
  const { person } = await guarded();
  const { userId } = person;
  const back = services.db.prisma.authenticator.update({ where: { userId }, data: { lastStep: { decrement: 1 } } });
  await expect(back).rejects.toThrow("work again");
});

test("a recovery code stands in once, and its person is told", async () => {
  const { person, recoveryCodes } = await guarded();
  const [code = ""] = recoveryCodes;
  const { sessionId } = await signIn(person.userId);
  const done = await give(sessionId, code.toUpperCase().replaceAll("-", " "));
  expect(await getSecurity(await from(done.sessionId))).toMatchObject({ recoveryCodesLeft: 9, twoFactors: true });
  expect(mails.at(-1)?.text).toContain("9 of your codes are left");
  await expectRefused([give((await signIn(person.userId)).sessionId, code)], "conflict");
  await expectRefused([give((await signIn(person.userId)).sessionId, "aaaa-aaaa-aaaa-aaaa")], "invalid_input");
});

test("guessing codes stops after ten, whatever else is right, and a code of somebody else opens nothing", async () => {
  const [{ person, nextCode }, other] = [await guarded(), await guarded(await newPerson("Eve"))];
  const { sessionId } = await signIn(person.userId);
  for (let attempt = 0; attempt < 10; attempt++)
    await expectRefused([give(sessionId, attempt === 0 ? other.nextCode() : "000000")], "invalid_input");
  await expectRefused([give(sessionId, nextCode())], "too_many_requests");
});

test("no code completes a sign-in that is over, was completed or never was", async () => {
  const { person, nextCode, ctx } = await guarded();
  const waiting = await signIn(person.userId);
  await give(waiting.sessionId, nextCode());
  const complete = ctx.actor.kind === "user" ? (ctx.actor.sessionId ?? "") : "";
  for (const id of [waiting.sessionId, complete, "ses_nobody", null])
    await expectRefused([give(id, nextCode())], "unauthenticated");
  const late = await signIn(person.userId);
  for (let step = 0; step < 21; step++) nextCode();
  await expectRefused([give(late.sessionId, nextCode())], "unauthenticated");
});

test("a new set of recovery codes ends the old one, and both acts take a code", async () => {
  const { person, recoveryCodes, ctx, nextCode } = await guarded();
  await expectRefused(
    [renewRecoveryCodes(ctx, { code: "123456" }), removeTotp(ctx, { code: "123456" })],
    "invalid_input",
  );
  const renewed = await renewRecoveryCodes(ctx, { code: nextCode() });
  expect(renewed).not.toEqual(recoveryCodes);
  const { sessionId } = await signIn(person.userId);
  await expectRefused([give(sessionId, recoveryCodes[0] ?? "")], "invalid_input");
  await removeTotp(ctx, { code: renewed[0] ?? "" });
  expect(mails.at(-1)).toMatchObject({ to: person.email, subject: "Your authenticator app was removed" });
  expect((await signIn(person.userId)).awaitsSecondFactor).toBe(false);
  const actions = await services.db.prisma.auditEvent.findMany({
    where: { actorId: person.userId },
    orderBy: { id: "asc" },
  });
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["beginTotp", "confirmTotp", "renewRecoveryCodes", "removeTotp"]),
  );
});

test("only a fresh sign-in sets an app up, and only one proven with the app that is there", async () => {
  const ada = await newPerson();
  setClock(null);
  const { sessionId } = await signIn(ada.userId);
  const ctx = await from(sessionId);
  setClock(new Date(Date.now() + 16 * 60_000));
  await expectRefused([beginTotp(ctx), confirmTotp(ctx, { code: "123456" })], "precondition_failed");
  setClock(null);
  const { ctx: proven } = await guarded();
  await expectRefused([beginTotp(proven)], "conflict");
});

test("staff may do nothing before their second factor, and nothing again once the app is removed", async () => {
  const duty = await newDutyHolder("finance");
  setClock(null);
  const once = await from((await signIn(duty.userId)).sessionId);
  for (const gate of [() => requirePlatformRole(once, "finance"), () => requireStaff(once)])
    expect(gate).toThrow(/second factor/);
  const { ctx, nextCode } = await guarded(duty);
  requirePlatformRole(ctx, "finance");
  requireStaff(ctx);
  await removeTotp(ctx, { code: nextCode() });
  const sessionId = ctx.actor.kind === "user" ? (ctx.actor.sessionId ?? "") : "";
  const after = await from(sessionId);
  expect(() => requirePlatformRole(after, "finance")).toThrow(/second factor/);
  setClock(null);
});

test("a sign-in on a device that was not seen before is told by mail, and only then", async () => {
  const ada = await newPerson();
  mails.length = 0;
  await signIn(ada.userId);
  await signIn(ada.userId);
  expect(mails).toEqual([]);
  const iphone = { ip: "198.51.100.9", userAgent: "Mozilla/5.0 (iPhone) Safari/605" };
  await beginSession(services, { userId: ada.userId, method: "password", ...iphone });
  expect(mails.map(({ subject }) => subject)).toEqual(["New sign-in to Tollgate: Safari on iPhone"]);
  expect(mails[0]?.text).toContain("198.51.100.9");
  await beginSession(services, { userId: ada.userId, method: "password", ...iphone });
  expect(mails).toHaveLength(1);
});
