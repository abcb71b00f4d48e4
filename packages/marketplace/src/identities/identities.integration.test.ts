import { expect, test } from "vitest";
import { authenticate } from "../access/authenticate.ts";
import { loadActor } from "../access/load-actor.ts";
import type { Context } from "../context.ts";
import { beginTotp } from "../second-factor/begin-totp.ts";
import { confirmTotp } from "../second-factor/confirm-totp.ts";
import { getSecurity } from "../second-factor/get-security.ts";
import { totpCodeAt } from "../second-factor/totp.ts";
import { beginSession } from "../sessions/begin-session.ts";
import { resumeSession } from "../sessions/resume-session.ts";
import { expectRefused } from "../testing/duties.ts";
import { mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { beginConnect } from "./begin-connect.ts";
import { connectIdentity } from "./connect-identity.ts";
import type { OutsideAccount } from "./outside-account.ts";
import { removeIdentity } from "./remove-identity.ts";
import { signInWithIdentity } from "./sign-in-with-identity.ts";

useVerbs();

const PLACE = { ip: "203.0.113.7", userAgent: "Firefox/130 Linux" };
let accounts = 0;

function account(email: string | null, more: Partial<OutsideAccount> = {}): OutsideAccount {
  accounts += 1;
  const one = { provider: "github" as const, subject: `${accounts}`, name: "Octo Cat", label: "octocat" };
  return { ...one, email, emailVerified: true, ...more };
}

const enter = (outside: OutsideAccount) => signInWithIdentity(services, { account: outside, ...PLACE });

async function confirmed(name: string): Promise<Person> {
  const person = await newPerson(name);
  await services.db.prisma.user.update({ where: { id: person.userId }, data: { emailVerifiedAt: new Date() } });
  return person;
}

async function signedIn({ userId }: Person): Promise<{ sessionId: string; ctx: Context }> {
  const { sessionId } = await beginSession(services, { userId, method: "password", ...PLACE });
  return { sessionId, ctx: { ...services, actor: await loadActor(services, userId, sessionId) } };
}

test("a stranger whose address is confirmed there gets an account with a workspace, and the same one ever after", async () => {
  const octo = account("octo@example.com");
  const first = await enter(octo);
  const user = await services.db.prisma.user.findUniqueOrThrow({
    where: { email: "octo@example.com" },
    include: { memberships: true },
  });
  expect(first.user.id).toBe(user.id);
  expect(user).toMatchObject({ name: "Octo Cat", passwordHash: null, memberships: [{ role: "owner" }] });
  expect(user.emailVerifiedAt).not.toBeNull();
  const moved = await enter({ ...octo, email: "elsewhere@example.com", emailVerified: false });
  expect(moved.user.id).toBe(user.id);
});

test("an address that is not confirmed there finds nobody and opens nothing", async () => {
  const person = await confirmed("Target");
  await expectRefused([enter(account(person.email, { emailVerified: false }))], "precondition_failed");
  await expectRefused([enter(account("new@example.com", { emailVerified: false }))], "precondition_failed");
  await expectRefused([enter(account(null))], "precondition_failed");
  expect(await services.db.prisma.user.count({ where: { email: "new@example.com" } })).toBe(0);
  expect(await services.db.prisma.identity.count({ where: { userId: person.userId } })).toBe(0);
});

test("a confirmed address that both know connects the two, and the person is told", async () => {
  const person = await confirmed("Known");
  const opened = await enter(account(person.email.toUpperCase()));
  expect(opened.user.id).toBe(person.userId);
  expect(mails.findLast(({ to }) => to === person.email)?.subject).toBe("GitHub was connected to your account");
  expect(await authenticate(services, { email: person.email, password: "correct horse battery" })).not.toBeNull();
});

test("whoever opened the account without ever confirming the address loses it to the one who did", async () => {
  const squatter = await newPerson("Squatter");
  const { sessionId, ctx } = await signedIn(squatter);
  await beginConnect(ctx, { provider: "google" });
  const theirs = account("squatter-own@example.com", { provider: "google" });
  expect(await connectIdentity(services, { sessionId, account: theirs })).toBe("connected");
  const owner = await enter(account(squatter.email));
  expect(owner.user.id).toBe(squatter.userId);
  expect(await authenticate(services, { email: squatter.email, password: "correct horse battery" })).toBeNull();
  expect(await resumeSession(services, sessionId)).toBeNull();
  expect((await enter(theirs)).user.id).not.toBe(squatter.userId);
});

test("nothing is connected to whoever is signed in unless they asked for it, in this session, once", async () => {
  const person = await confirmed("Asker");
  const { sessionId, ctx } = await signedIn(person);
  const mine = account("other@example.com", { emailVerified: false });
  expect(await connectIdentity(services, { sessionId, account: mine })).toBeNull();
  await beginConnect(ctx, { provider: "github" });
  expect(await connectIdentity(services, { sessionId: "ses_other", account: mine })).toBeNull();
  expect(await connectIdentity(services, { sessionId, account: mine })).toBe("connected");
  expect(await connectIdentity(services, { sessionId, account: account(null) })).toBeNull();
  expect((await enter(mine)).user.id).toBe(person.userId);
});

test("an account that signs somebody in is not given to another, and there is one of each service", async () => {
  const [first, second] = [await confirmed("First"), await confirmed("Second")];
  const shared = account(first.email);
  await enter(shared);
  const { sessionId, ctx } = await signedIn(second);
  await beginConnect(ctx, { provider: "github" });
  expect(await connectIdentity(services, { sessionId, account: shared })).toBe("taken");
  await expectRefused([enter(account(first.email))], "conflict");
});

test("connecting and disconnecting take a fresh sign-in, and are for oneself alone", async () => {
  const person = await confirmed("Fresh");
  await enter(account(person.email, { label: "fresh-cat" }));
  const { ctx } = await signedIn(person);
  const [identity] = (await getSecurity(ctx)).identities;
  expect(identity).toMatchObject({ provider: "github", label: "fresh-cat" });
  const identityId = identity?.id ?? "";
  const stranger = await signedIn(await confirmed("Stranger"));
  await expectRefused([removeIdentity(stranger.ctx, { identityId })], "not_found");
  setClock(new Date(Date.now() + 3_600_000));
  await expectRefused([beginConnect(ctx, { provider: "google" })], "precondition_failed");
  await expectRefused([removeIdentity(ctx, { identityId })], "precondition_failed");
  setClock(null);
  await removeIdentity(ctx, { identityId });
  expect((await getSecurity(ctx)).identities).toEqual([]);
});

test("an authenticator app is asked for here too, and staff without one may do nothing", async () => {
  const person = await confirmed("Staff");
  await services.db.prisma.user.update({ where: { id: person.userId }, data: { platformRole: "finance" } });
  const outside = account(person.email);
  const first = await enter(outside);
  expect(first.awaitsSecondFactor).toBe(false);
  const actor = await loadActor(services, person.userId, first.sessionId);
  expect(actor).toMatchObject({ kind: "user", twoFactors: false });
  const { secret } = await beginTotp({ ...services, actor });
  await confirmTotp({ ...services, actor }, { code: totpCodeAt(secret, new Date()) });
  expect((await enter(outside)).awaitsSecondFactor).toBe(true);
});
