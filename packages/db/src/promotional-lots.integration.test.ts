import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideCorrection } from "./decide-correction.ts";
import { closePromotional, expirePromotional } from "./expire-promotional.ts";
import { grantPromotional } from "./grant-promotional.ts";
import { newId } from "./ids.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { settleCalls } from "./settle-calls.ts";
import { readSpendableCredit } from "./spendable-credit.ts";
import { promotionalLot } from "./testing/promotional-lot.ts";
import { callIdAt, settlementRow } from "./testing/settlement-row.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test_: TestDatabase;
let db: Database;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = openDatabase({ url: test_.url, connections: 16 });
  await db.prisma.user.createMany({
    data: ["usr_asks", "usr_decides"].map((id) => ({
      id,
      email: `${id}@example.com`,
      name: id,
      platformRole: "finance",
    })),
  });
});
afterAll(async () => {
  await db.close();
  await test_.close();
});

const at = Date.UTC(2026, 9, 10, 12);
const YESTERDAY = new Date(Date.now() - 86_400_000);

async function grant(workspaceId: string, amountNano: bigint, expiresAt?: Date): Promise<string> {
  const lot = promotionalLot({ workspaceId, amountNano, ...(expiresAt ? { expiresAt } : {}) });
  await db.prisma.$transaction((tx) => grantPromotional(tx, lot));
  return lot.lotId;
}

async function settle(workspaceId: string, legs: readonly [bigint, bigint, bigint]): Promise<string> {
  const row = settlementRow(callIdAt(at), { workspaceId, builderWorkspaceId: `${workspaceId}_b`, legs });
  await settleCalls(db.pool, [row]);
  return row.callId;
}

/** Asks for a refund and has it approved by somebody else. @returns the correction's id. */
async function refund(callId: string, amountNano: bigint): Promise<string> {
  const id = newId("correction");
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO correction (id, kind, amount_nano, call_id, reason, requested_by_id)
      VALUES (${id}, 'call_refund', ${amountNano}, ${callId}::uuid, 'a test', 'usr_asks')`;
    await decideCorrection(tx, { correctionId: id, decidedById: "usr_decides", approve: true, note: null });
  });
  return id;
}

const posted = async (owner: string, type: string) =>
  (
    await db.pool.query<{ posted: bigint }>(
      "SELECT b.posted_nano AS posted FROM balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.owner = $1 AND a.type = $2",
      [owner, type],
    )
  ).rows[0]?.posted ?? 0n;

const lots = async (workspaceId: string) =>
  (
    await db.pool.query<{ spent: bigint; expired: bigint }>(
      "SELECT spent_nano AS spent, expired_nano AS expired FROM promotional_lot WHERE workspace_id = $1 ORDER BY expires_at",
      [workspaceId],
    )
  ).rows;

/** Everything that must be true of lots, calls and refunds at every moment. */
async function expectLotsToAgree(): Promise<void> {
  const { rows } = await db.pool.query(`
    SELECT 'lot spent' AS what, l.id FROM promotional_lot l WHERE l.spent_nano
        <> coalesce((SELECT sum(amount_nano) FROM promotional_spend s WHERE s.lot_id = l.id), 0)
          - coalesce((SELECT sum(amount_nano) FROM promotional_return r WHERE r.lot_id = l.id), 0)
    UNION ALL SELECT 'account', a.owner FROM ledger_account a JOIN balance b ON b.account_id = a.id
      WHERE a.type = 'customer_promotional_credit' AND b.posted_nano
        <> coalesce((SELECT sum(amount_nano - spent_nano - expired_nano) FROM promotional_lot l WHERE l.workspace_id = a.owner), 0)
    UNION ALL SELECT 'call', c.id::text FROM call c WHERE c.charge_nano
        < coalesce((SELECT sum(cost_nano + fee_nano + surcharge_nano) FROM call_refund f WHERE f.call_id = c.id), 0)
      OR c.charge_nano < coalesce((SELECT sum(amount_nano) FROM promotional_spend s WHERE s.call_id = c.id), 0)
    UNION ALL SELECT 'payee', a.owner FROM ledger_account a JOIN balance b ON b.account_id = a.id
      WHERE a.type = 'builder_payable' AND b.posted_nano
        <> (SELECT coalesce(sum(c.surcharge_nano - coalesce(f.back, 0)), 0) FROM call c
            LEFT JOIN (SELECT call_id, sum(surcharge_nano) AS back FROM call_refund GROUP BY call_id) f ON f.call_id = c.id
            WHERE c.builder_workspace_id = a.owner)
    UNION ALL SELECT 'books', sum(posted_nano)::text FROM balance HAVING sum(posted_nano) <> 0`);
  expect(rows).toEqual([]);
}

test("calls of several workspaces that settle together are paid by each one's own lots alone", async () => {
  const owners = ["wsp_together_a", "wsp_together_b"] as const;
  for (const owner of owners) await grant(owner, 100n);
  const rows = owners.map((workspaceId, index) =>
    settlementRow(callIdAt(at + index), {
      workspaceId,
      builderWorkspaceId: null,
      legs: [index === 0 ? 60n : 250n, 0n, 0n],
    }),
  );
  await settleCalls(db.pool, rows);
  expect(await lots(owners[0])).toEqual([{ spent: 60n, expired: 0n }]);
  expect(await lots(owners[1])).toEqual([{ spent: 100n, expired: 0n }]);
  const { rows: spends } = await db.pool.query(
    "SELECT c.workspace_id AS payer, l.workspace_id AS owner FROM promotional_spend s JOIN call c ON c.id = s.call_id JOIN promotional_lot l ON l.id = s.lot_id WHERE c.workspace_id = ANY ($1) ORDER BY 1",
    [owners],
  );
  expect(spends).toEqual(owners.map((owner) => ({ payer: owner, owner })));
  await expectLotsToAgree();
});

test("the credit that expires first is spent first, and each call knows which lots paid it", async () => {
  const later = await grant("wsp_order", 300n, new Date(Date.now() + 2 * 86_400_000));
  const sooner = await grant("wsp_order", 100n);
  const callId = await settle("wsp_order", [150n, 0n, 0n]);
  const { rows } = await db.pool.query(
    "SELECT lot_id, amount_nano FROM promotional_spend WHERE call_id = $1 ORDER BY amount_nano",
    [callId],
  );
  expect(rows).toEqual([
    { lot_id: later, amount_nano: 50n },
    { lot_id: sooner, amount_nano: 100n },
  ]);
});

test("a refund gives back paid credit first, then the lots it came from, and takes from every payee in proportion", async () => {
  await grant("wsp_back", 400n);
  const callId = await settle("wsp_back", [700n, 100n, 200n]);
  expect(await posted("wsp_back", "customer_credit")).toBe(-600n);
  await refund(callId, 500n);
  expect(await posted("wsp_back", "customer_credit")).toBe(-100n);
  expect(await posted("wsp_back_b", "builder_payable")).toBe(100n);
  expect(await lots("wsp_back")).toEqual([{ spent: 400n, expired: 0n }]);
  await refund(callId, 500n);
  expect(await posted("wsp_back", "customer_credit")).toBe(0n);
  expect(await posted("wsp_back", "customer_promotional_credit")).toBe(400n);
  expect(await posted("wsp_back_b", "builder_payable")).toBe(0n);
  await expect(refund(callId, 1n)).rejects.toThrow("0 nano left to refund");
});

test("refunds of one call at the same time never give back more than it cost", async () => {
  const callId = await settle("wsp_rush", [70n, 7n, 23n]);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => refund(callId, 30n)));
  expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(3);
  expect(await posted("wsp_rush", "customer_credit")).toBe(-10n);
  await expectLotsToAgree();
});

test("a lot whose time is over is not spendable any more, still settles what is in flight, and its rest is booked once", async () => {
  await grant("wsp_over", 100n, YESTERDAY);
  const version = (await readSpendableCredit(db.pool, ["wsp_over"]))[0]?.version ?? 0n;
  expect(await closePromotional(db.pool)).toContain("wsp_over");
  expect(await closePromotional(db.pool)).not.toContain("wsp_over");
  const [credit] = await readSpendableCredit(db.pool, ["wsp_over"]);
  expect(credit?.postedNano).toBe(0n);
  expect(credit?.version).toBeGreaterThan(version);
  await settle("wsp_over", [30n, 0n, 0n]);
  expect(await posted("wsp_over", "customer_credit")).toBe(0n);
  expect(await expirePromotional(db.pool, 3_600)).toBe(0n);
  // The database holds to the time itself, whoever asks.
  const { rows } = await db.pool.query(
    "SELECT expire_promotional_lot(id, interval '1 hour') AS rest FROM promotional_lot WHERE workspace_id = 'wsp_over'",
  );
  expect(rows).toEqual([{ rest: 0n }]);
  const expired = await Promise.all([0, 0, 0].map((grace) => expirePromotional(db.pool, grace)));
  expect(expired.reduce((sum, one) => sum + one, 0n)).toBe(70n);
  expect(await lots("wsp_over")).toEqual([{ spent: 30n, expired: 70n }]);
});

test("whoever asked cannot approve, a person without the role cannot, and deciding twice posts once", async () => {
  const callId = await settle("wsp_two", [30_000_000_000n, 0n, 0n]);
  const id = newId("correction");
  await db.prisma.$executeRaw`INSERT INTO correction (id, kind, amount_nano, call_id, reason, requested_by_id)
    VALUES (${id}, 'call_refund', 30000000000, ${callId}::uuid, 'a test', 'usr_asks')`;
  const decide = (decidedById: string) =>
    db.prisma.$transaction((tx) => decideCorrection(tx, { correctionId: id, decidedById, approve: true, note: null }));
  await expect(decide("usr_asks")).rejects.toThrow("needs a second person");
  await expect(decide("usr_unknown")).rejects.toThrow("is not for usr_unknown to decide");
  expect(await Promise.all([decide("usr_decides"), decide("usr_decides")])).toEqual(["posted", "posted"]);
  expect(await posted("wsp_two", "customer_credit")).toBe(0n);
});

test("the application role moves promotional credit and decides corrections through functions only", async () => {
  const refused = [
    "UPDATE promotional_lot SET spent_nano = 0",
    "INSERT INTO promotional_lot DEFAULT VALUES",
    "INSERT INTO promotional_spend DEFAULT VALUES",
    "INSERT INTO call_refund DEFAULT VALUES",
    "DELETE FROM call_refund",
    "UPDATE correction SET status = 'posted'",
    "INSERT INTO correction (id, status) VALUES ('cor_x', 'posted')",
    "UPDATE promotional_code SET amount_nano = 1",
    "SELECT refund_call('x', NULL, 1, '')",
    "SELECT write_journal('top_up', 'x', '', now(), '', NULL, '{}', '{}', '{}')",
  ];
  for (const statement of refused) await expect(db.pool.query(statement)).rejects.toThrow("permission denied");
  await expect(
    db.pool.query(
      `SELECT post_journal('promotional_grant', 'x', '', now(), '', NULL, '{customer_promotional_credit,breakage}', '{wsp_x,platform}', '{1,-1}')`,
    ),
  ).rejects.toThrow("only together with its lots");
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("grant" as const), amount: fc.bigInt({ min: 1n, max: 10_000n }), over: fc.boolean() }),
  fc.record({ kind: fc.constant("settle" as const), legs: fc.tuple(nano(), nano(), nano()) }),
  fc.record({ kind: fc.constant("refund" as const), call: fc.nat(9), part: fc.bigInt({ min: 1n, max: 20_000n }) }),
  fc.record({ kind: fc.constant("expire" as const) }),
);
function nano() {
  return fc.bigInt({ min: 0n, max: 9_000n });
}

test("any mix of grants, settlements, refunds and expiry, in any order and at the same time, conserves every nano", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      async (rounds) => {
        const workspaceId = `wsp_mix${run++}`;
        const calls: string[] = [];
        for (const round of rounds) {
          await Promise.allSettled(
            round.map(async (one) => {
              if (one.kind === "grant") await grant(workspaceId, one.amount, one.over ? YESTERDAY : undefined);
              if (one.kind === "settle") calls.push(await settle(workspaceId, one.legs));
              if (one.kind === "refund")
                await refund(calls[one.call % Math.max(1, calls.length)] ?? callIdAt(at), one.part);
              if (one.kind === "expire") {
                await closePromotional(db.pool);
                await expirePromotional(db.pool, 0);
              }
            }),
          );
          await expectLotsToAgree();
        }
      },
    ),
    { numRuns: 25 },
  );
});
