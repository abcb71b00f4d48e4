import { expect, test } from "vitest";
import { authenticate } from "../access/authenticate.ts";
import { loadActor } from "../access/load-actor.ts";
import { setPassword } from "../access/set-password.ts";
import type { Context } from "../context.ts";
import { beginTotp } from "../second-factor/begin-totp.ts";
import { confirmTotp } from "../second-factor/confirm-totp.ts";
import { totpCodeAt } from "../second-factor/totp.ts";
import { beginSession } from "../sessions/begin-session.ts";
import { resumeSession } from "../sessions/resume-session.ts";
import { expectRefused } from "../testing/duties.ts";
import { mails, newPerson, type Person, services, setClock, stranger, useVerbs } from "../testing/verbs.ts";
import { confirmAddress, sendConfirmation } from "./confirm-address.ts";
import { previewLink } from "./preview-link.ts";
import { requestSignInLink } from "./request-sign-in-link.ts";
import { signInByLink } from "./sign-in-by-link.ts";

useVerbs();

const PLACE = { ip: "203.0.113.7", userAgent: "Firefox/130 Linux" };
const use = (token: string) => signInByLink(services, { token, ...PLACE });

/** The token in the newest mail to somebody. */
function tokenFor(email: string): string {
  const mail = mails.findLast(({ to, text }) => to === email && text.includes("/sign-in/link/"));
  return /\/sign-in\/link\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
}

async function asked(email: string): Promise<string> {
  await (await requestSignInLink(services, { email })).sent;
  return tokenFor(email);
}

async function verified(name = "Ada"): Promise<Person> {
  const person = await newPerson(name);
  await services.db.prisma.user.update({ where: { id: person.userId }, data: { emailVerifiedAt: new Date() } });
  return person;
}

async function from(sessionId: string): Promise<Context> {
  const userId = await resumeSession(services, sessionId);
  return { ...services, actor: await loadActor(services, userId, sessionId) };
}

test("a link signs its person in once, also when it is used twice at the same moment; looking does not use it up", async () => {
  const ada = await verified();
  const token = await asked(ada.email);
  for (let look = 0; look < 3; look++)
    expect(await previewLink(services, token)).toEqual({ purpose: "sign_in", email: ada.email, state: "open" });
  const outcomes = await Promise.allSettled([use(token), use(token)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const opened = outcomes.find((outcome) => outcome.status === "fulfilled")?.value;
  expect(await resumeSession(services, opened?.sessionId ?? "")).toBe(ada.userId);
  await expectRefused([use(token)], "unauthenticated");
  expect(await previewLink(services, token)).toMatchObject({ state: "used" });
  const { rows } = await services.db.pool.query<{ row: string }>("SELECT t::text AS row FROM sign_in_link t");
  expect(rows.map(({ row }) => row).join()).not.toContain(token);
});

test("a link ends after 15 minutes, and with every other link of its person", async () => {
  const ada = await verified();
  const [first, second] = [await asked(ada.email), await asked(ada.email)];
  await use(second);
  await expectRefused([use(first)], "unauthenticated");
  const late = await asked(ada.email);
  setClock(new Date(Date.now() + 16 * 60_000));
  expect(await previewLink(services, late)).toMatchObject({ state: "over" });
  await expectRefused([use(late)], "unauthenticated");
  setClock(null);
  for (const token of ["", "short", "A".repeat(43)]) {
    expect(await previewLink(services, token)).toBeNull();
    await expectRefused([use(token)], "unauthenticated");
  }
});

test("an address without an account gets the same answer and no mail, and both may ask five times", async () => {
  const ada = await verified();
  mails.length = 0;
  for (let attempt = 0; attempt < 5; attempt++)
    for (const email of [ada.email, "nobody@example.com"]) {
      const { sent, ...answer } = await requestSignInLink(services, { email });
      await sent;
      expect(answer).toEqual({});
    }
  expect(new Set(mails.map(({ to }) => to))).toEqual(new Set([ada.email]));
  await expectRefused(
    [ada.email, "nobody@example.com"].map((email) => requestSignInLink(services, { email })),
    "too_many_requests",
  );
});

test("who has an authenticator app is asked for its code after the link too", async () => {
  const ada = await verified();
  const { sessionId } = await beginSession(services, { userId: ada.userId, method: "password", ...PLACE });
  const { secret } = await beginTotp(await from(sessionId));
  await confirmTotp(await from(sessionId), { code: totpCodeAt(secret, new Date()) });
  const opened = await use(await asked(ada.email));
  expect(opened.awaitsSecondFactor).toBe(true);
  expect(await resumeSession(services, opened.sessionId)).toBeNull();
});

test("a forgotten password is set anew after a link, without the old one; every other device is signed out", async () => {
  const ada = await verified();
  const old = await beginSession(services, { userId: ada.userId, method: "password", ...PLACE });
  const password = "another good sentence";
  await expectRefused([setPassword(await from(old.sessionId), { password })], "precondition_failed");
  const ctx = await from((await use(await asked(ada.email))).sessionId);
  await expectRefused([setPassword(ctx, { password: "short" })], "invalid_input");
  await setPassword(ctx, { password });
  expect(await authenticate(services, { email: ada.email, password })).toMatchObject({ id: ada.userId });
  expect(await authenticate(services, { email: ada.email, password: "correct horse battery" })).toBeNull();
  expect(await resumeSession(services, old.sessionId)).toBeNull();
  expect(mails.at(-1)).toMatchObject({ to: ada.email, subject: "Your password was changed" });
  const wrong = { password, currentPassword: "correct horse battery" };
  await expect(setPassword(ctx, wrong)).rejects.toMatchObject({ code: "invalid_input", field: "currentPassword" });
  setClock(new Date(Date.now() + 16 * 60_000));
  await expectRefused([setPassword(ctx, { password: "a third good sentence" })], "precondition_failed");
  await setPassword(ctx, { password: "a third good sentence", currentPassword: password });
  setClock(null);
});

test("the welcome mail confirms the address, and another can be asked for", async () => {
  const ada = await newPerson("Fresh");
  const token = tokenFor(ada.email);
  expect(await previewLink(services, token)).toMatchObject({ purpose: "confirm_address", state: "open" });
  await expectRefused([use(token)], "unauthenticated");
  await sendConfirmation(await ada.ctx());
  await confirmAddress(stranger(), { token: tokenFor(ada.email) });
  const user = await services.db.prisma.user.findUniqueOrThrow({ where: { id: ada.userId } });
  expect(user.emailVerifiedAt).not.toBeNull();
  expect(user.passwordHash).not.toBeNull();
  await expectRefused([confirmAddress(stranger(), { token: tokenFor(ada.email) })], "unauthenticated");
});

test("whoever opened an account under an address that is not theirs is out once its reader signs in by mail", async () => {
  const victim = await newPerson("Squatted");
  const squatter = await beginSession(services, { userId: victim.userId, method: "password", ...PLACE });
  const { secret } = await beginTotp(await from(squatter.sessionId));
  await confirmTotp(await from(squatter.sessionId), { code: totpCodeAt(secret, new Date()) });
  const opened = await use(await asked(victim.email));
  expect(opened.awaitsSecondFactor).toBe(false);
  expect(await resumeSession(services, squatter.sessionId)).toBeNull();
  expect(await authenticate(services, { email: victim.email, password: "correct horse battery" })).toBeNull();
  await setPassword(await from(opened.sessionId), { password: "my own password now" });
});
