import { newId } from "@tollgate/db/ids";
import { postJournal } from "@tollgate/db/post-journal";
import { readCreditState } from "@tollgate/db/redis/credit-state";
import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { settleCalls } from "@tollgate/db/settle-calls";
import { closeSponsored, returnSponsored, sponsoredLotId } from "@tollgate/db/sponsored-credit";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { acceptConnection } from "../apps/accept-connection.ts";
import { publishMargin } from "../apps/publish-margin.ts";
import { registerApp } from "../apps/register-app.ts";
import { revokeGrant } from "../apps/revoke-grant.ts";
import { refundCall } from "../corrections/refund-call.ts";
import { checkBooks } from "../operations/audit/check-books.ts";
import { checkSponsored } from "../operations/audit/check-sponsored.ts";
import { grantPromotion } from "../promotions/grant-promotion.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { mails, newPerson, ownerUrl, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { lockAllowances } from "./end-reservations.ts";
import { fundSponsorships } from "./fund-sponsorships.ts";
import { runSponsorships } from "./run-sponsorships.ts";

useVerbs();
afterEach(() => setClock(null));

const USD = 1_000_000_000n;

/** Paid credit, as a purchase would give it. */
async function pay(workspaceId: string, amountNano: bigint): Promise<void> {
  await postJournal(services.db.prisma, {
    kind: "top_up",
    idempotencyKey: `test:${workspaceId}:${Math.random()}`,
    eventAt: new Date(),
    memo: "Bought",
    reverses: null,
    postings: [
      { type: "customer_credit", owner: workspaceId, amountNano },
      { type: "processor_cash", owner: "platform", amountNano: -amountNano },
    ],
  });
  await projectCredit(services, workspaceId);
}

interface Sponsored {
  readonly builder: Person;
  readonly customer: Person;
  readonly appId: string;
  readonly grantId: string;
  readonly lotId: string;
}

/** A customer of an app whose margin sponsors 5 USD a month. */
async function sponsored(builderNano: bigint): Promise<Sponsored> {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const ctx = await builder.ctx();
  const { workspaceId } = builder;
  if (builderNano > 0n) await pay(workspaceId, builderNano);
  const { id: appId } = await registerApp(ctx, { workspaceId, name: "Writer", url: "https://writer.example" });
  const { margin } = await publishMargin(ctx, { workspaceId, appId, percent: "20", sponsoredMonthlyUsd: "5" });
  const { grantId } = await acceptConnection(await customer.ctx(), {
    ...{ appId, workspaceId: customer.workspaceId, marginVersionId: margin.id },
  });
  return { builder, customer, appId, grantId, lotId: sponsoredLotId(grantId, Date.now()) };
}

/** Settles calls of the customer, admitted against the allowance. @returns their ids. */
async function call({ builder, customer, appId, grantId, lotId }: Sponsored, chargesNano: readonly bigint[]) {
  const rows = chargesNano.map((charge) => {
    const { workspaceId } = customer;
    const legs = [charge - charge / 5n, 0n, charge / 5n] as const;
    const row = settlementRow(callIdAt(Date.now()), { workspaceId, builderWorkspaceId: builder.workspaceId, legs });
    return { ...row, appId, grantId, sponsoredLotId: lotId };
  });
  await settleCalls(services.db.pool, rows);
  return rows.map(({ callId }) => callId);
}

const paidOf = (person: Person) => accountBalance(services.db, person.workspaceId, "customer_credit");
const lotOf = (id: string) => services.db.prisma.sponsoredLot.findUniqueOrThrow({ where: { id } });

test("an allowance is set aside once a month from the builder's own credit, however many passes run at once", async () => {
  const one = await sponsored(12n * USD);
  await Promise.all([1, 2, 3, 4].map(() => runSponsorships(services)));
  expect(await paidOf(one.builder)).toBe(7n * USD);
  expect(await accountBalance(services.db, one.grantId, "sponsored_credit")).toBe(5n * USD);
  expect(await lotOf(one.lotId)).toMatchObject({ amountNano: 5n * USD, spentNano: 0n, returnedNano: 0n });
  const state = await readCreditState(services.redis, one.builder.workspaceId);
  expect(state).toMatchObject({ availableNano: 7n * USD, heldNano: 0n });
  await expectBooksToBalance(services.db);
});

test("without the credit for it there is no allowance, and the builder is told once a month until there is", async () => {
  const one = await sponsored(4n * USD);
  await runSponsorships(services);
  await runSponsorships(services);
  expect(await services.db.prisma.sponsoredLot.count({ where: { grantId: one.grantId } })).toBe(0);
  expect(await paidOf(one.builder)).toBe(4n * USD);
  const told = mails.filter(({ to, subject }) => to === one.builder.email && subject.includes("sponsor"));
  expect(told).toMatchObject([{ subject: "Writer cannot sponsor one customer this month" }]);
  expect(told[0]?.text).toContain("5.00 USD");
  await pay(one.builder.workspaceId, 2n * USD);
  await runSponsorships(services);
  expect(await paidOf(one.builder)).toBe(USD);
  expect(await lotOf(one.lotId)).toMatchObject({ amountNano: 5n * USD });
});

test("what a pass that died has set aside is moved by the next one, or free again", async () => {
  const one = await sponsored(12n * USD);
  const { workspaceId } = one.builder;
  const setAside = async () =>
    await reserveCredit(services.redis, { id: one.lotId, workspaceId, amountNano: 5n * USD });
  const held = async () => (await readCreditState(services.redis, workspaceId))?.heldNano;
  await setAside();
  await runSponsorships(services);
  expect([await paidOf(one.builder), await held()]).toEqual([7n * USD, 0n]);
  // It died after the credit was moved.
  await setAside();
  await runSponsorships(services);
  expect([await paidOf(one.builder), await held()]).toEqual([7n * USD, 0n]);
  // Nobody is there any more.
  const gone = await sponsored(12n * USD);
  const { builder, customer, grantId, lotId } = gone;
  await reserveCredit(services.redis, { id: lotId, workspaceId: builder.workspaceId, amountNano: 5n * USD });
  await revokeGrant(await customer.ctx(), { workspaceId: customer.workspaceId, grantId });
  await runSponsorships(services);
  const state = await readCreditState(services.redis, builder.workspaceId);
  expect(state).toMatchObject({ heldNano: 0n, availableNano: 12n * USD });
});

test("what is set aside for a margin that has stopped sponsoring is free again, but not while another pass moves credit", async () => {
  const { builder, appId, lotId } = await sponsored(12n * USD);
  const { workspaceId } = builder;
  await reserveCredit(services.redis, { id: lotId, workspaceId, amountNano: 5n * USD });
  const stopped = { basisPoints: 2_000, sponsoredMonthlyNano: 0n, effectiveAt: new Date() };
  await services.db.prisma.marginVersion.create({
    data: { id: newId("marginVersion"), appId, version: 3, ...stopped },
  });
  const held = async () => (await readCreditState(services.redis, workspaceId))?.heldNano;
  await services.db.prisma.$transaction(async (tx) => {
    await lockAllowances(tx, workspaceId);
    await runSponsorships(services);
    expect(await held()).toBe(5n * USD);
  });
  expect(await runSponsorships(services)).toMatchObject({ funded: 0, unfunded: 0 });
  expect([await held(), await paidOf(builder)]).toEqual([0n, 12n * USD]);
});

test("builders without credit keep nobody else's customers waiting, however many there are", async () => {
  const poor = await sponsored(0n);
  const [rich, richer] = [await sponsored(5n * USD), await sponsored(5n * USD)];
  const { unfunded, funded } = await fundSponsorships(services, 1);
  expect(funded).toBeGreaterThanOrEqual(2);
  expect(unfunded.map(({ grantId }) => grantId)).toContain(poor.grantId);
  for (const { lotId } of [rich, richer]) expect(await lotOf(lotId)).toMatchObject({ amountNano: 5n * USD });
  for (const { customer, grantId } of [rich, richer])
    await revokeGrant(await customer.ctx(), { workspaceId: customer.workspaceId, grantId });
  expect(await closeSponsored(services.db.pool, 1)).toHaveLength(2);
  expect((await returnSponsored(services.db.pool, 0, 1)).map(({ restNano }) => restNano)).toEqual([5n * USD, 5n * USD]);
});

test("promotional credit of a builder sponsors nobody", async () => {
  const operator = await newDutyHolder("operator");
  const one = await sponsored(0n);
  await grantPromotion(await operator.ctx(), {
    workspace: one.builder.slug,
    amountUsd: "50",
    days: 30,
    reason: "Hello",
  });
  await runSponsorships(services);
  expect(await services.db.prisma.sponsoredLot.count({ where: { grantId: one.grantId } })).toBe(0);
  const state = await readCreditState(services.redis, one.builder.workspaceId);
  expect(state).toMatchObject({ availableNano: 50n * USD, heldNano: 0n });
});

test("calls are paid by the sponsor first, then by promotional and then by paid credit, and everybody earns as always", async () => {
  const operator = await newDutyHolder("operator");
  const one = await sponsored(5n * USD);
  await grantPromotion(await operator.ctx(), {
    workspace: one.customer.slug,
    amountUsd: "1",
    days: 30,
    reason: "Hello",
  });
  await pay(one.customer.workspaceId, 10n * USD);
  await runSponsorships(services);
  await call(one, [3n * USD, 4n * USD]);
  const { workspaceId } = one.customer;
  expect(await accountBalance(services.db, one.grantId, "sponsored_credit")).toBe(0n);
  expect(await accountBalance(services.db, workspaceId, "customer_promotional_credit")).toBe(0n);
  expect(await paidOf(one.customer)).toBe(9n * USD);
  expect(await accountBalance(services.db, one.builder.workspaceId, "builder_payable")).toBe((7n * USD) / 5n);
  expect((await lotOf(one.lotId)).spentNano).toBe(5n * USD);
  await expectBooksToBalance(services.db);
});

test("settling a sponsored call again moves nothing, and calls settled side by side spend the allowance exactly", async () => {
  const one = await sponsored(5n * USD);
  await pay(one.customer.workspaceId, 10n * USD);
  await runSponsorships(services);
  const charges = Array.from({ length: 40 }, (_, index) => BigInt(index + 1) * 7_777_777n);
  await Promise.all(Array.from({ length: 8 }, (_, part) => call(one, charges.slice(part * 5, part * 5 + 5))));
  const total = charges.reduce((sum, charge) => sum + charge, 0n);
  expect(total).toBeGreaterThan(5n * USD);
  expect(await accountBalance(services.db, one.grantId, "sponsored_credit")).toBe(0n);
  expect(await paidOf(one.customer)).toBe(15n * USD - total);
  const { rows } = await services.db.pool.query(
    "SELECT sum(amount_nano)::bigint AS spent FROM sponsored_spend WHERE lot_id = $1",
    [one.lotId],
  );
  expect(rows).toEqual([{ spent: 5n * USD }]);
  await expectBooksToBalance(services.db);
});

test("what is left when the customer leaves goes back to the builder, after calls in flight", async () => {
  const one = await sponsored(5n * USD);
  await runSponsorships(services);
  await revokeGrant(await one.customer.ctx(), { workspaceId: one.customer.workspaceId, grantId: one.grantId });
  expect(await runSponsorships(services)).toMatchObject({ closed: 1, returnedNano: 0n });
  await call(one, [2n * USD]);
  expect((await lotOf(one.lotId)).spentNano).toBe(2n * USD);
  await Promise.all([runSponsorships(services, 0), runSponsorships(services, 0)]);
  expect(await paidOf(one.builder)).toBe(3n * USD);
  expect(await accountBalance(services.db, one.grantId, "sponsored_credit")).toBe(0n);
  // Later than that the customer pays, rather than a sponsor who has the money back.
  await call(one, [USD]);
  expect(await paidOf(one.customer)).toBe(-USD);
  await expectBooksToBalance(services.db);
});

test("a month that is over gives back what is left, and the next has an allowance of its own", async () => {
  const one = await sponsored(11n * USD);
  const now = new Date();
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15));
  setClock(lastMonth);
  await services.db.pool.query(
    'SELECT fund_sponsorship($1, $2::date, (SELECT margin_version_id FROM "grant" WHERE id = $1))',
    [one.grantId, `${lastMonth.toISOString().slice(0, 7)}-01`],
  );
  setClock(null);
  await call({ ...one, lotId: sponsoredLotId(one.grantId, lastMonth.getTime()) }, [USD]);
  await runSponsorships(services, 0);
  expect(await lotOf(sponsoredLotId(one.grantId, lastMonth.getTime()))).toMatchObject({
    spentNano: USD,
    returnedNano: 4n * USD,
  });
  expect(await lotOf(one.lotId)).toMatchObject({ amountNano: 5n * USD, spentNano: 0n });
  expect(await paidOf(one.builder)).toBe(5n * USD);
});

test("a refund gives the customer back what the customer paid first, and the sponsor what the sponsor paid", async () => {
  const one = await sponsored(5n * USD);
  const finance = await newDutyHolder("finance");
  await pay(one.customer.workspaceId, 10n * USD);
  await runSponsorships(services);
  const [callId] = await call(one, [6n * USD]);
  const ask = { callId: `gen-${callId?.replaceAll("-", "")}`, reason: "It said nothing of use" };
  await refundCall(await finance.ctx(), { ...ask, amountUsd: "2" });
  expect([await paidOf(one.customer), await paidOf(one.builder)]).toEqual([10n * USD, USD]);
  await refundCall(await finance.ctx(), ask);
  expect([await paidOf(one.customer), await paidOf(one.builder)]).toEqual([10n * USD, 5n * USD]);
  expect(await readCreditState(services.redis, one.builder.workspaceId)).toMatchObject({ availableNano: 5n * USD });
  expect(await accountBalance(services.db, one.builder.workspaceId, "builder_payable")).toBe(0n);
  await expectBooksToBalance(services.db);
});

test("the audit finds nothing wrong with sponsored calls, and finds a lot that says otherwise than its calls", async () => {
  const one = await sponsored(5n * USD);
  await runSponsorships(services);
  await call(one, [USD]);
  expect(await audit()).toEqual([]);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("UPDATE sponsored_lot SET spent_nano = spent_nano - 1 WHERE id = $1", [one.lotId]);
  await owner.end();
  expect((await audit()).map(({ kind }) => kind)).toEqual(["sponsored_differs", "sponsored_lot_differs"]);
});

/** What the audit finds in all of history. */
async function audit() {
  const client = await services.db.pool.connect();
  try {
    const scope = { client, full: true, after: 0n, now: new Date() };
    return [...(await checkBooks(scope)), ...(await checkSponsored(scope))];
  } finally {
    client.release();
  }
}
