import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideCorrection } from "./decide-correction.ts";
import { newId } from "./ids.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { settleCalls } from "./settle-calls.ts";
import { callIdAt, settlementRow } from "./testing/settlement-row.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test_: TestDatabase;
let db: Database;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = openDatabase({ url: test_.url });
  const person = (id: string, platformRole: "finance" | "operator" | "none") => ({
    ...{ id, email: `${id}@example.com`, name: id, platformRole },
  });
  await db.prisma.user.createMany({
    data: [
      person("usr_asks", "finance"),
      person("usr_decides", "finance"),
      person("usr_operates", "operator"),
      person("usr_none", "none"),
    ],
  });
});
afterAll(async () => {
  await db.close();
  await test_.close();
});

const USD = 1_000_000_000n;

async function settle(chargeNano: bigint): Promise<string> {
  const row = settlementRow(callIdAt(Date.now()), { workspaceId: "wsp_one", legs: [chargeNano, 0n, 0n] });
  await settleCalls(db.pool, [row]);
  return row.callId;
}

async function ask(callId: string, amountNano: bigint, requestedById = "usr_asks"): Promise<string> {
  const id = newId("correction");
  await db.pool.query(
    `INSERT INTO correction (id, kind, amount_nano, call_id, reason, needs_second, requested_by_id)
      VALUES ($1, 'call_refund', $2, $3, 'a test', false, $4)`,
    [id, amountNano, callId, requestedById],
  );
  return id;
}

const approve = (correctionId: string, decidedById: string) =>
  db.prisma.$transaction((tx) => decideCorrection(tx, { correctionId, decidedById, approve: true, note: null }));

test.each([
  ["adjustment", "{customer_credit,bad_debt}", "{wsp_one,platform}"],
  ["call_reversal", "{customer_credit,platform_fee_revenue}", "{wsp_one,platform}"],
  ["call_settlement", "{customer_credit,platform_fee_revenue}", "{wsp_one,platform}"],
  ["write_off", "{customer_credit,bad_debt}", "{wsp_one,platform}"],
])("a raw journal of kind %s is refused", async (kind, types, owners) => {
  const post = "SELECT post_journal($1, $2, '', now(), '', NULL, $3, $4, '{5,-5}')";
  await expect(db.pool.query(post, [kind, `raw:${kind}`, types, owners])).rejects.toThrow("by its own function alone");
});

test("an adjustment never goes by one person, even when the program says that one is enough", async () => {
  const id = newId("correction");
  await db.pool.query(
    `INSERT INTO correction (id, kind, amount_nano, account_type, owner, counter_type, reason, needs_second, requested_by_id)
      VALUES ($1, 'adjustment', 1, 'customer_credit', 'wsp_one', 'bad_debt', 'a test', false, 'usr_asks')`,
    [id],
  );
  await expect(approve(id, "usr_asks")).rejects.toThrow("needs a second person");
  await expect(approve(id, "usr_operates")).rejects.toThrow("is not for usr_operates to decide");
  expect(await approve(id, "usr_decides")).toBe("posted");
});

test("only staff may be named as who asked, and only finance for an adjustment", async () => {
  const callId = await settle(USD);
  await expect(ask(callId, 1n, "usr_none")).rejects.toThrow("is not for usr_none to ask for");
  await expect(
    db.pool.query(
      `INSERT INTO correction (id, kind, amount_nano, account_type, owner, counter_type, reason, requested_by_id)
        VALUES ('cor_x', 'adjustment', 1, 'customer_credit', 'wsp_one', 'bad_debt', 'a test', 'usr_operates')`,
    ),
  ).rejects.toThrow("is not for usr_operates to ask for");
});

test("a refund up to the stored threshold goes by one person, whatever follows beyond it needs another", async () => {
  const callId = await settle(40n * USD);
  expect(await approve(await ask(callId, 20n * USD, "usr_operates"), "usr_operates")).toBe("posted");
  const more = await ask(callId, 6n * USD);
  await expect(approve(more, "usr_asks")).rejects.toThrow("needs a second person");
  expect(await approve(more, "usr_decides")).toBe("posted");
});

test("parts asked for at the same time do not slip under the threshold together", async () => {
  const callId = await settle(100n * USD);
  const parts = await Promise.all(Array.from({ length: 4 }, () => ask(callId, 20n * USD)));
  const results = await Promise.allSettled(parts.map((id) => approve(id, "usr_asks")));
  expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
});

test("the threshold is the newest stored setting, which the application role can neither add nor change", async () => {
  await expect(
    db.pool.query("INSERT INTO refund_settings_version VALUES (9, 1000000000000000, 'mine', now())"),
  ).rejects.toThrow("permission denied");
  const owner = new pg.Client({ connectionString: test_.url });
  await owner.connect();
  try {
    await expect(owner.query("UPDATE refund_settings_version SET second_person_above_nano = 0")).rejects.toThrow(
      "append-only",
    );
    await owner.query("INSERT INTO refund_settings_version VALUES (2, 10, 'every cent', now())");
    const id = await ask(await settle(USD), 11n);
    await expect(approve(id, "usr_asks")).rejects.toThrow("needs a second person");
  } finally {
    await owner.end();
  }
});

const BOOK = "SELECT book_call_difference($1, 'a test', $2, $3, $4)";

test("the difference of two ends is booked only as an operator decided, between the call’s own parties", async () => {
  const callId = await settle(0n);
  const parties = [
    ["customer_credit", "provider_payable"],
    ["wsp_one", "wsp_provider"],
  ] as const;
  const event = { payee: "wsp_provider", builder: null, legs: { cost: "50", fee: "0", surcharge: "0" } };
  await expect(db.pool.query(BOOK, [callId, ...parties, [-50n, 50n]])).rejects.toThrow("no operator has decided");
  await db.prisma.quarantinedCall.create({
    data: { id: callId, workspaceId: "wsp_one", reason: "already_ended", detail: "", event },
  });
  const decide = (by: string) =>
    `UPDATE quarantined_call SET resolved_at = now(), resolution = 'difference_booked', resolution_reason = 'it was', resolved_by_id = '${by}'
      WHERE id = '${callId}'`;
  const within = async (by: string, values: readonly unknown[]) => {
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query(decide(by));
      await client.query(BOOK, [callId, ...values]);
      await client.query(values === accepted ? "COMMIT" : "ROLLBACK");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };
  const accepted = [...parties, [-50n, 50n]];
  await expect(within("usr_asks", accepted)).rejects.toThrow("no operator has decided");
  await expect(within("usr_operates", [parties[0], ["wsp_one", "wsp_friend"], [-50n, 50n]])).rejects.toThrow(
    "goes to somebody else",
  );
  await expect(within("usr_operates", [...parties, [-(2n * USD), 2n * USD]])).rejects.toThrow("beyond what it can be");
  await within("usr_operates", accepted);
  await db.pool.query(BOOK, [callId, ...accepted]);
  const { rows } = await db.pool.query(
    "SELECT count(*)::int AS n FROM journal WHERE kind = 'adjustment' AND idempotency_key LIKE 'call:%'",
  );
  expect(rows).toEqual([{ n: 1 }]);
});
