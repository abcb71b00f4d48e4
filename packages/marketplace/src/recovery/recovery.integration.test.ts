import { expect, test } from "vitest";
import { loadActor } from "../access/load-actor.ts";
import { beginTotp } from "../second-factor/begin-totp.ts";
import { confirmTotp } from "../second-factor/confirm-totp.ts";
import { totpCodeAt } from "../second-factor/totp.ts";
import { beginSession } from "../sessions/begin-session.ts";
import { passSecondFactor } from "../sessions/pass-second-factor.ts";
import { pendingSignIn } from "../sessions/pending-sign-in.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { mails, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { decideRecovery } from "./decide-recovery.ts";
import { exportRecoveries } from "./export-recoveries.ts";
import { getRecovery } from "./get-recovery.ts";
import { type ListRecoveriesInput, listRecoveries } from "./list-recoveries.ts";
import { requestRecovery } from "./request-recovery.ts";

useVerbs();

const PLACE = { ip: "203.0.113.7", userAgent: "Firefox/130 Linux" };
const REASON = "My phone fell into the harbour. Call me on the number in the staff list.";
const HOUR_MS = 3_600_000;

async function begin({ userId }: Person) {
  return await beginSession(services, { userId, method: "password", ...PLACE });
}

/** Somebody with an authenticator app, whose sign-in waits for its code. */
async function lockedOut(role: "finance" | "operator") {
  const person = await newDutyHolder(role);
  const first = await begin(person);
  const ctx = { ...services, actor: await loadActor(services, person.userId, first.sessionId) };
  const { secret } = await beginTotp(ctx);
  await confirmTotp(ctx, { code: totpCodeAt(secret, new Date()) });
  const { sessionId, awaitsSecondFactor } = await begin(person);
  expect(awaitsSecondFactor).toBe(true);
  return { person, secret, sessionId };
}

const ask = (sessionId: string | null) => requestRecovery(services, { sessionId, reason: REASON, ...PLACE });

test("a second operator takes the lost app off, every session ends, and a new sign-in waits for nothing", async () => {
  const { person, sessionId } = await lockedOut("finance");
  const operator = await newDutyHolder("operator");
  const { id } = await ask(sessionId);
  expect(await getRecovery(services, sessionId)).not.toBeNull();
  expect(mails.some(({ to, subject }) => to === operator.email && subject.includes(person.email))).toBe(true);
  const {
    recoveries: [shown],
  } = await listRecoveries(await operator.ctx(), { state: "open" });
  expect(shown).toMatchObject({ id, reason: REASON, person: { duty: "finance" }, mayDecide: true });
  await decideRecovery(await operator.ctx(), { requestId: id, approve: true, note: "Called them back." });
  expect(await pendingSignIn(services, sessionId)).toBeNull();
  const again = await begin(person);
  expect(again.awaitsSecondFactor).toBe(false);
  expect(await loadActor(services, person.userId, again.sessionId)).toMatchObject({ twoFactors: false });
  expect(mails.findLast(({ to }) => to === person.email)?.text).toContain("Called them back.");
  const deeds = await services.db.prisma.auditEvent.findMany({ where: { subjectId: id } });
  expect(deeds).toMatchObject([{ action: "decideRecovery", actorId: operator.userId }]);
  await expectRefused(
    [decideRecovery(await operator.ctx(), { requestId: id, approve: false, note: "Changed my mind." })],
    "not_found",
  );
});

test("nobody decides over their own request, and finance over none", async () => {
  const { person, sessionId } = await lockedOut("operator");
  const { id } = await ask(sessionId);
  const finance = await newDutyHolder("finance");
  const input = { requestId: id, approve: true, note: "It is me." };
  const [own, other] = [await person.ctx(), await finance.ctx()];
  await expectRefused([decideRecovery(own, input), decideRecovery(other, input)], "forbidden");
  expect(await listRecoveries(await person.ctx(), { state: "open" })).toMatchObject({
    recoveries: [{ mayDecide: false }],
  });
  const decided = { decision: "approved", decidedAt: new Date(), decidedById: person.userId };
  await expect(services.db.prisma.recoveryRequest.update({ where: { id }, data: decided })).rejects.toThrow();
});

test("it takes a first factor to ask, and one asks once; signing in with a code withdraws it", async () => {
  await expectRefused([ask(null), ask("ses_none")], "unauthenticated");
  const { person, secret, sessionId } = await lockedOut("finance");
  const { id } = await ask(sessionId);
  await expectRefused([ask(sessionId)], "conflict");
  const code = totpCodeAt(secret, new Date(Date.now() + 30_000));
  await passSecondFactor(services, { sessionId, code, ...PLACE });
  const row = await services.db.prisma.recoveryRequest.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ decision: "withdrawn", decidedById: person.userId });
});

test("a request nobody decides is over after three days, and makes room for another", async () => {
  const { person, sessionId } = await lockedOut("finance");
  const operator = await newDutyHolder("operator");
  const { id } = await ask(sessionId);
  setClock(new Date(Date.now() + 73 * HOUR_MS));
  const list = (input: ListRecoveriesInput) => operator.ctx().then((ctx) => listRecoveries(ctx, input));
  expect(await list({ search: person.email })).toMatchObject({ recoveries: [{ id, state: "over" }] });
  const late = { requestId: id, approve: true, note: "Too late." };
  await expectRefused([decideRecovery(await operator.ctx(), late)], "not_found");
  const next = await begin(person);
  const second = await ask(next.sessionId);
  expect(second.id).not.toBe(id);
  // What waits for a decision stands above what ended, and pages follow the same order.
  const first = await list({ search: person.email, limit: 1 });
  expect(first).toMatchObject({ recoveries: [{ id: second.id, state: "open" }], nextCursor: second.id });
  expect(await list({ search: person.email, cursor: first.nextCursor })).toMatchObject({ recoveries: [{ id }] });
  expect((await list({ state: "over" })).counts.over).toBeGreaterThan(0);
  setClock(null);
});

test("the list downloads as it is filtered, to operators only", async () => {
  const { person, sessionId } = await lockedOut("finance");
  const { id } = await ask(sessionId);
  const operator = await newDutyHolder("operator");
  let csv = "";
  for await (const piece of await exportRecoveries(await operator.ctx(), { search: person.email })) csv += piece;
  expect(csv).toContain(`${id},open,${person.userId},`);
  expect(csv).toContain("# requests,1\r\n");
  await expectRefused([exportRecoveries(await (await newDutyHolder("finance")).ctx(), {})], "forbidden");
});
