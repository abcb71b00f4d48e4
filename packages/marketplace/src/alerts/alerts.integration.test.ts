import { postJournal } from "@tollgate/db/post-journal";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { topUpPostings } from "@tollgate/ledger/posting";
import { parseUsd } from "@tollgate/money/nano";
import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { setMemberBudget } from "../access/set-member-budget.ts";
import { setWorkspaceLimits } from "../access/set-workspace-limits.ts";
import { ceilingAlert } from "../billing/top-up-ceiling.ts";
import { addMember, mails, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { createWebhook } from "../webhooks/create-webhook.ts";
import { exportAlerts } from "./export-alerts.ts";
import { listAlerts } from "./list-alerts.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { recordAlerts } from "./record-alerts.ts";
import { sendAlertMails } from "./send-alert-mails.ts";

useVerbs();

beforeEach(async () => {
  mails.length = 0;
  await services.db.prisma.alert.updateMany({ data: { mailedAt: new Date() } });
});

/** What was sent without the welcome. */
const alertMails = () => mails.filter(({ subject }) => !subject.startsWith("Welcome"));

/** Settles one call of this charge. */
async function spend(workspaceId: string, usd: string, keyId = "key_test"): Promise<void> {
  const row = settlementRow(callIdAt(Date.now()), { workspaceId, legs: [parseUsd(usd) ?? 0n, 0n, 0n] });
  await settleCalls(services.db.pool, [{ ...row, keyId, priceVersionId: null }]);
}

const thresholds = async (workspaceId: string) =>
  (await services.db.prisma.alert.findMany({ where: { workspaceId }, orderBy: { threshold: "asc" } })).map(
    (alert) => alert.threshold,
  );

async function withBudget(budgetUsd: string): Promise<Person> {
  const person = await newPerson();
  const { workspaceId } = person;
  await setWorkspaceLimits(await person.ctx(), { workspaceId, budgetUsd, budgetReset: "monthly" });
  return person;
}

test("a threshold of a window is told once, however many look at the same time", async () => {
  const { workspaceId, email, slug } = await withBudget("2");
  await spend(workspaceId, "1");
  const passes = await Promise.all(Array.from({ length: 4 }, () => raiseAlerts(services)));
  expect(passes.reduce((sum, { raised }) => sum + raised, 0)).toBe(1);
  await Promise.all(Array.from({ length: 4 }, () => sendAlertMails(services)));
  expect(alertMails()).toHaveLength(1);
  expect(alertMails()[0]).toMatchObject({ to: email });
  expect(alertMails()[0]?.text).toContain("1.00 USD of its budget of 2.00 USD");
  expect(alertMails()[0]?.text).toContain(`https://console.test/w/${slug}/settings`);
  await raiseAlerts(services);
  await sendAlertMails(services);
  expect(alertMails()).toHaveLength(1);
});

test("spending below half of a budget is not told, and each further threshold is", async () => {
  const { workspaceId } = await withBudget("10");
  await spend(workspaceId, "4.999999999");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([]);
  await spend(workspaceId, "0.000000001");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([50]);
  await spend(workspaceId, "3");
  await raiseAlerts(services);
  await spend(workspaceId, "2");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([50, 80, 100]);
  expect((await sendAlertMails(services)).sent).toBe(3);
});

test("of several thresholds passed at once one mail and one message tell the highest", async () => {
  const person = await withBudget("1");
  const { workspaceId } = person;
  const ctx = { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"] };
  const events = ["budget.threshold"];
  const { webhook } = await createWebhook(ctx, { workspaceId, url: "http://127.0.0.1:9/hook", events });
  await spend(workspaceId, "1.5");
  await raiseAlerts(services);
  await sendAlertMails(services);
  expect(alertMails().map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^100% of the budget of workspace “.+” is used$/),
  ]);
  const deliveries = await services.db.prisma.webhookDelivery.findMany({ where: { endpointId: webhook.id } });
  expect(deliveries.map(({ body }) => JSON.parse(body))).toEqual([
    {
      type: "budget.threshold",
      timestamp: expect.any(String),
      data: expect.objectContaining({ threshold: 100, scope: "workspace", spent_nano: "1500000000" }),
    },
  ]);
});

test("a budget that is raised is told of anew at its own thresholds", async () => {
  const person = await withBudget("1");
  const { workspaceId } = person;
  await spend(workspaceId, "1");
  await raiseAlerts(services);
  const raiseTo = async (budgetUsd: string) =>
    setWorkspaceLimits(await person.ctx(), { workspaceId, budgetUsd, budgetReset: "monthly" });
  await raiseTo("10");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([50, 80, 100]);
  await spend(workspaceId, "4");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([50, 50, 80, 100]);
});

test("a member's budget counts the keys they made, and owners and admins are told of it, members are not", async () => {
  const [owner, admin, member] = [await newPerson(), await newPerson("Grace"), await newPerson()];
  const { workspaceId } = owner;
  await addMember(workspaceId, admin.userId, "admin");
  await addMember(workspaceId, member.userId, "member");
  const { key } = await createApiKey(await admin.ctx(), { workspaceId, name: "mine" });
  const budget = { workspaceId, userId: admin.userId, budgetUsd: "1", budgetReset: "weekly" } as const;
  await setMemberBudget(await owner.ctx(), budget);
  await spend(workspaceId, "5");
  await spend(workspaceId, "0.8", key.id);
  await raiseAlerts(services);
  await sendAlertMails(services);
  expect(
    alertMails()
      .map(({ to }) => to)
      .sort(),
  ).toEqual([owner.email, admin.email].sort());
  expect(alertMails()[0]?.subject).toMatch(/^80% of the budget of member “Grace”/);
});

test("low credit is told once, and again only after credit came in and fell", async () => {
  const person = await newPerson();
  const { workspaceId } = person;
  const topUp = (usd: string) =>
    services.db.prisma.$transaction((tx) =>
      postJournal(tx, {
        kind: "top_up",
        idempotencyKey: `test:${workspaceId}:${usd}`,
        eventAt: new Date(),
        memo: "test",
        reverses: null,
        postings: topUpPostings(workspaceId, parseUsd(usd) ?? 0n),
      }),
    );
  await topUp("10");
  const limits = { workspaceId, budgetUsd: null, budgetReset: "monthly", lowBalanceUsd: "5" } as const;
  await setWorkspaceLimits(await person.ctx(), limits);
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([]);
  await spend(workspaceId, "6");
  await raiseAlerts(services);
  await spend(workspaceId, "1");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([0]);
  await topUp("20");
  await spend(workspaceId, "20");
  await raiseAlerts(services);
  expect(await thresholds(workspaceId)).toEqual([0, 0]);
  await sendAlertMails(services);
  expect(alertMails()[0]?.text).toContain("4.00 USD of credit left");
});

test("a mail that nobody took is sent by a later pass", async () => {
  const { workspaceId } = await withBudget("1");
  await spend(workspaceId, "1");
  await raiseAlerts(services);
  const away = { ...services, mailer: { send: () => Promise.reject(new Error("away")) } };
  expect(await sendAlertMails(away)).toEqual({ sent: 0 });
  expect(await sendAlertMails(services)).toEqual({ sent: 1 });
});

test("what was told can be read again, newest first, page by page, and says whether it still holds", async () => {
  const person = await withBudget("1");
  const { workspaceId } = person;
  await spend(workspaceId, "1.5");
  await raiseAlerts(services);
  const ctx = await person.ctx();
  const first = await listAlerts(ctx, { workspaceId, limit: 2 });
  expect(first.alerts.map(({ threshold, isCurrent }) => [threshold, isCurrent])).toEqual([
    [100, true],
    [80, true],
  ]);
  expect(first.alerts[0]).toMatchObject({ scope: "workspace", limitNano: 1_000_000_000n, amountNano: 1_500_000_000n });
  const rest = await listAlerts(ctx, { workspaceId, limit: 2, cursor: first.nextCursor });
  expect(rest.alerts.map(({ threshold }) => threshold)).toEqual([50]);
  expect(rest.nextCursor).toBeNull();

  await setWorkspaceLimits(ctx, { workspaceId, budgetUsd: "10", budgetReset: "monthly" });
  const raised = await listAlerts(ctx, { workspaceId });
  expect(raised.alerts.map(({ isCurrent }) => isCurrent)).toEqual([false, false, false]);

  const csvOf = async (about?: "budget" | "low_credit") => {
    let csv = "";
    for await (const piece of await exportAlerts(ctx, { workspaceId, about })) csv += piece;
    return csv.split("\n").filter((line) => line.includes(",workspace,"));
  };
  expect(await csvOf()).toHaveLength(3);
  expect(await csvOf("budget")).toHaveLength(3);
  expect(await csvOf("low_credit")).toEqual([]);
  expect((await listAlerts(ctx, { workspaceId, about: "low_credit" })).alerts).toEqual([]);
});

test("low credit holds until credit has come in", async () => {
  const person = await newPerson();
  const { workspaceId } = person;
  const ctx = await person.ctx();
  await setWorkspaceLimits(ctx, { workspaceId, budgetUsd: null, budgetReset: "monthly", lowBalanceUsd: "5" });
  await raiseAlerts(services);
  const low = await listAlerts(ctx, { workspaceId });
  expect(low.alerts).toMatchObject([{ about: "low_credit", limitNano: 5_000_000_000n, isCurrent: true }]);
  await services.db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "top_up",
      idempotencyKey: `test:${workspaceId}:10`,
      eventAt: new Date(),
      memo: "test",
      reverses: null,
      postings: topUpPostings(workspaceId, 10_000_000_000n),
    }),
  );
  expect((await listAlerts(ctx, { workspaceId })).alerts).toMatchObject([{ about: "low_credit", isCurrent: false }]);
});

test("a ceiling of automatic top-up holds for its month, while credit is still below the amount that would charge", async () => {
  const person = await newPerson();
  const { workspaceId } = person;
  const { prisma } = services.db;
  const amounts = { topUpCents: 2_000, topUpMonthlyCents: 5_000, topUpThresholdNano: 10_000_000_000n };
  const profile = await prisma.billingProfile.upsert({
    where: { workspaceId },
    create: { workspaceId, topUpEnabled: true, ...amounts },
    update: { topUpEnabled: true, ...amounts },
  });
  const now = new Date();
  await prisma.$transaction((tx) => recordAlerts(tx, [ceilingAlert(profile, 4_000, now)], now));
  const ctx = await person.ctx();
  const told = { about: "top_up_ceiling", limitNano: 50_000_000_000n, amountNano: 40_000_000_000n };
  expect((await listAlerts(ctx, { workspaceId })).alerts).toMatchObject([{ ...told, isCurrent: true }]);
  const nextMonth = { ...ctx, now: () => new Date(now.getTime() + 32 * 86_400_000) };
  expect((await listAlerts(nextMonth, { workspaceId })).alerts).toMatchObject([{ ...told, isCurrent: false }]);
  await prisma.billingProfile.update({ where: { workspaceId }, data: { topUpEnabled: false } });
  expect((await listAlerts(ctx, { workspaceId })).alerts).toMatchObject([{ isCurrent: false }]);
});

test("people outside a workspace read none of its alerts, and a page that does not exist is said to be none", async () => {
  const [owner, stranger] = [await newPerson(), await newPerson()];
  const { workspaceId } = owner;
  await expect(listAlerts(await stranger.ctx(), { workspaceId })).rejects.toMatchObject({ code: "not_found" });
  await expect(exportAlerts(await stranger.ctx(), { workspaceId })).rejects.toMatchObject({ code: "not_found" });
  await expect(listAlerts(await owner.ctx(), { workspaceId, cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid_input",
  });
});
