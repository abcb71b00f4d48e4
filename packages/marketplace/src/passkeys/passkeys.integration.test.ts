import { expect, test } from "vitest";
import { loadActor } from "../access/load-actor.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { beginTotp } from "../second-factor/begin-totp.ts";
import { getSecurity } from "../second-factor/get-security.ts";
import { beginSession } from "../sessions/begin-session.ts";
import { resumeSession } from "../sessions/resume-session.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { VirtualAuthenticator } from "../testing/virtual-authenticator.ts";
import { addPasskey } from "./add-passkey.ts";
import { beginPasskey } from "./begin-passkey.ts";
import { removePasskey, renamePasskey } from "./change-passkey.ts";
import { passkeyRequest, signInWithPasskey } from "./sign-in-with-passkey.ts";

useVerbs();

const PLACE = { ip: "203.0.113.7", userAgent: "Firefox/130 Linux" };

async function from(sessionId: string): Promise<Context> {
  const userId = await resumeSession(services, sessionId);
  return { ...services, actor: await loadActor(services, userId, sessionId) };
}

async function fresh(person: Person): Promise<Context> {
  return await from((await beginSession(services, { userId: person.userId, method: "password", ...PLACE })).sessionId);
}

async function withPasskey(person: Person, ctx?: Context) {
  const device = new VirtualAuthenticator();
  const at = ctx ?? (await fresh(person));
  const { challenge } = await beginPasskey(at);
  const { id } = await addPasskey(at, { name: "Laptop", answer: device.create({ challenge }) });
  return { device, id, ctx: at };
}

const request = async () => (await passkeyRequest(services)).challenge;
const answer = (given: unknown) => signInWithPasskey(services, { answer: given, ...PLACE });

test("a passkey signs in by itself, twice proven, and is listed, renamed and removed", async () => {
  const ada = await newPerson();
  const { device, id, ctx } = await withPasskey(ada);
  expect(mails.at(-1)).toMatchObject({ to: ada.email, subject: "New passkey: Laptop" });
  const { sessionId } = await answer(device.get({ challenge: await request() }));
  const here = await from(sessionId);
  expect(await getSecurity(here)).toMatchObject({
    twoFactors: true,
    passkeys: [{ id, name: "Laptop", lastUsedAt: expect.any(Date) }],
  });
  await renamePasskey(here, { passkeyId: id, name: "Old laptop" });
  await removePasskey(ctx, { passkeyId: id });
  expect(mails.at(-1)).toMatchObject({ subject: "Passkey removed: Old laptop" });
  await expectRefused([answer(device.get({ challenge: await request() }))], "unauthenticated");
  await expectRefused([removePasskey(ctx, { passkeyId: id })], "not_found");
});

test("an answer signs in once: neither it, nor one to a challenge that was not ours, counts again", async () => {
  const { device } = await withPasskey(await newPerson());
  const given = device.get({ challenge: await request() });
  await answer(given);
  const foreign = device.get({ challenge: Buffer.alloc(32).toString("base64url") });
  await expectRefused([answer(given), answer(foreign)], "unauthenticated");
});

test("an answer made elsewhere, for somebody else, or by a device that stayed locked signs nobody in", async () => {
  const { device } = await withPasskey(await newPerson());
  const wrong = [
    device.get({ challenge: await request(), origin: "https://evil.example" }),
    device.get({ challenge: await request(), rpId: "evil.example" }),
    device.get({ challenge: await request(), unlocked: false }),
    new VirtualAuthenticator().get({ challenge: await request() }),
    { ...new VirtualAuthenticator().get({ challenge: await request() }), id: device.id, rawId: device.id },
  ];
  await expectRefused(
    wrong.map((given) => answer(given)),
    "unauthenticated",
  );
  for (const nonsense of [null, {}, "x", { id: 1 }]) await expectRefused([answer(nonsense)], "invalid_input");
});

test("a copied device is noticed by its count", async () => {
  const { device } = await withPasskey(await newPerson());
  await answer(device.get({ challenge: await request() }));
  device.counter -= 1;
  await expectRefused([answer(device.get({ challenge: await request() }))], "unauthenticated");
});

test("a passkey is added by its person alone, freshly signed in, and once", async () => {
  const [ada, eve] = [await newPerson(), await newPerson("Eve")];
  const { device, id, ctx } = await withPasskey(ada);
  const theirs = await fresh(eve);
  const { challenge } = await beginPasskey(ctx);
  await expectRefused([addPasskey(theirs, { name: "x", answer: device.create({ challenge }) })], "invalid_input");
  const again = await beginPasskey(theirs);
  await expectRefused([addPasskey(theirs, { name: "x", answer: device.create(again) })], "conflict");
  const change = { passkeyId: id, name: "Stolen" };
  await expectRefused([renamePasskey(theirs, change), removePasskey(theirs, change)], "not_found");
  setClock(new Date(Date.now() + 16 * 60_000));
  await expectRefused([beginPasskey(ctx), removePasskey(ctx, { passkeyId: id })], "precondition_failed");
  setClock(null);
});

test("staff work with a passkey, and with the password alone change nothing of how they sign in", async () => {
  const duty = await newDutyHolder("operator");
  const { device, id, ctx } = await withPasskey(duty);
  await expectRefused(
    [beginTotp(ctx), beginPasskey(ctx), removePasskey(ctx, { passkeyId: id })],
    "precondition_failed",
  );
  const proven = await from((await answer(device.get({ challenge: await request() }))).sessionId);
  requirePlatformRole(proven, "operator");
  expect(() => requirePlatformRole(ctx, "operator")).toThrow(/second factor/);
  await beginTotp(proven);
});
