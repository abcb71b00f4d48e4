import { topUpPostings } from "@tollgate/ledger/posting";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantPromotional } from "./grant-promotional.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { postJournal } from "./post-journal.ts";
import { settleCalls } from "./settle-calls.ts";
import { promotionalLot } from "./testing/promotional-lot.ts";
import { callIdAt, settlementRow } from "./testing/settlement-row.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test_: TestDatabase;
let db: Database;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = openDatabase({ url: test_.url, connections: 16 });
});
afterAll(async () => {
  await db.close();
  await test_.close();
});

/** Posted balances by `type owner`. */
async function balances(where = "true"): Promise<Record<string, bigint>> {
  const { rows } = await db.pool.query<{ name: string; posted: bigint }>(
    `SELECT a.type || ' ' || a.owner AS name, b.posted_nano AS posted FROM balance b JOIN ledger_account a ON a.id = b.account_id WHERE ${where}`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.posted]));
}

const at = Date.UTC(2026, 9, 10, 12);

test("a batch charges customers and credits every payee to the nano", async () => {
  const row = settlementRow(callIdAt(at), {
    workspaceId: "wsp_c1",
    builderWorkspaceId: "wsp_b1",
    providerWorkspaceId: "wsp_p1",
    legs: [1001n, 51n, 207n],
  });
  expect(await settleCalls(db.pool, [row])).toEqual([row.callId]);
  expect(await balances("a.owner IN ('wsp_c1', 'wsp_b1', 'wsp_p1', 'platform')")).toEqual({
    "customer_credit wsp_c1": -1259n,
    "provider_payable wsp_p1": 1001n,
    "builder_payable wsp_b1": 207n,
    "platform_fee_revenue platform": 51n,
  });
});

test("settling twice charges once", async () => {
  const rows = Array.from({ length: 20 }, (_, i) =>
    settlementRow(callIdAt(at + i), { workspaceId: "wsp_c2", legs: [10n, 1n, 0n] }),
  );
  const [first, second] = [await settleCalls(db.pool, rows), await settleCalls(db.pool, rows)];
  expect([first.length, second.length]).toEqual([20, 0]);
  expect(await balances("a.owner = 'wsp_c2'")).toEqual({ "customer_credit wsp_c2": -220n });
});

test("the same call twice in one batch charges once", async () => {
  const row = settlementRow(callIdAt(at), { workspaceId: "wsp_c3", legs: [10n, 1n, 0n] });
  expect(await settleCalls(db.pool, [row, row])).toEqual([row.callId]);
  expect(await balances("a.owner = 'wsp_c3'")).toEqual({ "customer_credit wsp_c3": -11n });
});

test("any order, overlap and repetition of settlements, at the same time, gives the same balances", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(fc.nat(2), fc.nat(2), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 9n })),
        { minLength: 1, maxLength: 24 },
      ),
      fc.array(fc.array(fc.nat(23), { minLength: 1, maxLength: 24 }), { minLength: 1, maxLength: 5 }),
      async (calls, picks) => {
        const prefix = `r${run++}`;
        const rows = calls.map(([customer, payee, cost, surcharge], i) =>
          settlementRow(callIdAt(at + i), {
            workspaceId: `wsp_${prefix}c${customer}`,
            providerWorkspaceId: `wsp_${prefix}p${payee}`,
            builderWorkspaceId: `wsp_${prefix}b${payee}`,
            legs: [cost, 0n, surcharge],
          }),
        );
        const batches = [...picks.map((pick) => pick.flatMap((i) => rows[i] ?? [])), [...rows].reverse()];
        const settled = await Promise.all(batches.map((batch) => settleCalls(db.pool, batch)));
        expect(settled.flat().sort()).toEqual(rows.map((row) => row.callId).sort());
        const expected = new Map<string, bigint>();
        const add = (name: string, amount: bigint) => expected.set(name, (expected.get(name) ?? 0n) + amount);
        for (const row of rows) {
          add(`customer_credit ${row.workspaceId}`, -row.legs.chargeNano);
          add(`provider_payable ${row.providerWorkspaceId}`, row.legs.costNano);
          add(`builder_payable ${row.builderWorkspaceId}`, row.legs.surchargeNano);
        }
        const actual = await balances(`a.owner LIKE 'wsp\\_${prefix}%'`);
        for (const [name, amount] of expected) expect(actual[name] ?? 0n).toBe(amount);
      },
    ),
    { numRuns: 20 },
  );
});

test("promotional credit is spent before paid credit, and never below zero", async () => {
  await db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "top_up",
      idempotencyKey: "top_up:wsp_promo",
      eventAt: new Date(),
      memo: "",
      reverses: null,
      postings: topUpPostings("wsp_promo", 1_000n),
    }),
  );
  await db.prisma.$transaction((tx) =>
    grantPromotional(tx, promotionalLot({ workspaceId: "wsp_promo", amountNano: 300n })),
  );
  const call = (legs: [bigint, bigint, bigint]) => settlementRow(callIdAt(at), { workspaceId: "wsp_promo", legs });
  await settleCalls(db.pool, [call([100n, 0n, 0n])]);
  expect(await balances("a.owner = 'wsp_promo'")).toMatchObject({
    "customer_promotional_credit wsp_promo": 200n,
    "customer_credit wsp_promo": 1_000n,
  });
  await settleCalls(db.pool, [call([250n, 10n, 0n])]);
  expect(await balances("a.owner = 'wsp_promo'")).toMatchObject({
    "customer_promotional_credit wsp_promo": 0n,
    "customer_credit wsp_promo": 940n,
  });
});

test("a call that charges nothing leaves its row and no journal", async () => {
  const row = settlementRow(callIdAt(at), { workspaceId: "wsp_void", providerWorkspaceId: null, legs: [0n, 0n, 0n] });
  await settleCalls(db.pool, [row]);
  const { rows } = await db.pool.query("SELECT charge_nano, journal_id FROM call WHERE id = $1", [row.callId]);
  expect(rows).toEqual([{ charge_nano: 0n, journal_id: null }]);
  expect(await balances("a.owner = 'wsp_void'")).toEqual({});
});

test("a call with a cost but nobody to pay is refused, and the batch with it changes nothing", async () => {
  const good = settlementRow(callIdAt(at), { workspaceId: "wsp_c5", legs: [10n, 0n, 0n] });
  const bad = settlementRow(callIdAt(at), { workspaceId: "wsp_c5", providerWorkspaceId: null, legs: [10n, 0n, 0n] });
  await expect(settleCalls(db.pool, [good, bad])).rejects.toThrow("call_cost_has_payee");
  expect(await balances("a.owner = 'wsp_c5'")).toEqual({});
});

test("calls of a month land in that month's partition", async () => {
  const row = settlementRow(callIdAt(Date.UTC(2026, 8, 30, 23, 59, 59, 999)), { legs: [1n, 0n, 0n] });
  await settleCalls(db.pool, [row]);
  const { rows } = await db.pool.query("SELECT tableoid::regclass::text AS partition FROM call WHERE id = $1", [
    row.callId,
  ]);
  expect(rows).toEqual([{ partition: "call_2026_09" }]);
});

test("calls, entries and balances agree, and everything sums to zero", async () => {
  const { rows } = await db.pool.query(`SELECT
    (SELECT sum(posted_nano) FROM balance)::bigint AS books,
    (SELECT sum(charge_nano) FROM call)::bigint AS calls,
    (SELECT -sum(e.amount_nano) FROM entry e JOIN ledger_account a ON a.id = e.account_id JOIN journal j ON j.id = e.journal_id
      WHERE j.kind = 'call_settlement' AND a.type LIKE 'customer%')::bigint AS charged`);
  expect(rows[0].books).toBe(0n);
  expect(rows[0].calls).toBe(rows[0].charged);
});
