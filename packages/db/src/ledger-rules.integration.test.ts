import { JOURNAL_KINDS } from "@tollgate/ledger/journal-kinds";
import { type JournalDraft, type Posting, topUpPostings } from "@tollgate/ledger/posting";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "./open-database.ts";
import { postJournal } from "./post-journal.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test_: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = openDatabase({ url: test_.url });
  owner = new pg.Client({ connectionString: test_.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await test_.close();
});

let keys = 0;
const draft = (postings: readonly Posting[], more: Partial<JournalDraft> = {}): JournalDraft => ({
  kind: "top_up",
  idempotencyKey: `test:${keys++}`,
  eventAt: new Date(),
  memo: "",
  reverses: null,
  postings,
  ...more,
});
const post = (one: JournalDraft) => db.prisma.$transaction((tx) => postJournal(tx, one));
const total = async () =>
  (await owner.query("SELECT coalesce(sum(posted_nano), 0)::text AS sum, count(*)::int AS n FROM balance")).rows[0];

/** Sends postings past the checks in TypeScript, as a faulty program would. */
const postRaw = (kind: string, postings: readonly Posting[]) =>
  owner.query("SELECT post_journal($1, $2, sha256('x'), now(), '', NULL, $3::text[], $4::text[], $5::bigint[])", [
    kind,
    `raw:${keys++}`,
    postings.map((p) => p.type),
    postings.map((p) => p.owner),
    postings.map((p) => p.amountNano.toString()),
  ]);

test("the database refuses any journal that does not balance, and changes nothing", async () => {
  const before = await total();
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.bigInt({ min: -(10n ** 15n), max: -1n }),
      async (plus, minus) => {
        fc.pre(plus + minus !== 0n);
        const postings: Posting[] = [
          { type: "customer_credit", owner: "wsp_unbalanced", amountNano: plus },
          { type: "processor_cash", owner: "platform", amountNano: minus },
        ];
        await expect(postRaw("top_up", postings)).rejects.toThrow("does not balance");
      },
    ),
    { numRuns: 25 },
  );
  expect(await total()).toEqual(before);
});

test("the database refuses a balanced journal that touches a wrong account type", async () => {
  const postings: Posting[] = [
    { type: "customer_credit", owner: "wsp_1", amountNano: 5n },
    { type: "builder_payable", owner: "wsp_2", amountNano: -5n },
  ];
  await expect(postRaw("top_up", postings)).rejects.toThrow("may not touch account type builder_payable");
  await expect(postRaw("invented", postings)).rejects.toThrow("kind invented is unknown");
});

test("the database refuses entries of zero and accounts of the wrong owner", async () => {
  await expect(postRaw("top_up", topUpPostings("wsp_1", 0n))).rejects.toThrow("entry_amount_not_zero");
  await expect(postRaw("top_up", topUpPostings("platform", 1n))).rejects.toThrow("ledger_account_owner");
});

test("entries cannot be added to a journal later, balanced or not", async () => {
  const { journalId } = await post(draft(topUpPostings("wsp_late", 100n)));
  await post(draft(topUpPostings("wsp_later", 1n)));
  const add = `INSERT INTO entry (journal_id, account_id, amount_nano, balance_after)
    SELECT $1, a.id, v.amount, 0 FROM (VALUES ('wsp_later', 'customer_credit', 7), ('wsp_later2', 'customer_credit', -7)) v(owner, type, amount)
    JOIN ledger_account a ON a.owner = v.owner AND a.type = v.type`;
  await owner.query("INSERT INTO ledger_account (type, owner) VALUES ('customer_credit', 'wsp_later2')");
  await expect(owner.query(add, [journalId])).rejects.toThrow("number of entries it was born with");
});

test("history cannot be changed by the application role, nor by the owner", async () => {
  await post(draft(topUpPostings("wsp_history", 100n)));
  const tables = [
    "journal",
    "entry",
    "call",
    "price_version",
    "fee_version",
    "fee_withdrawal",
    "tax_threshold",
    "tax_threshold_withdrawal",
    "margin_version",
    "audit_event",
    "payout_item",
    "ledger_account",
    "holdback_lot",
    "holdback_release",
    "payout_approval",
    "payout_notice",
    "payout_settings_version",
    "refund_settings_version",
    "account_month",
    "provider_invoice",
    "provider_invoice_line",
    "variance_note",
  ];
  const columns: Record<string, string> = {
    entry: "amount_nano",
    account_month: "amount_nano",
    payout_settings_version: "version",
    refund_settings_version: "version",
  };
  for (const table of ["holdback_lot", "holdback_release"]) columns[table] = "month";
  for (const table of ["payout_approval", "payout_notice"]) columns[table] = "at";
  columns.provider_invoice_line = "day";
  for (const table of ["fee_withdrawal", "tax_threshold_withdrawal"]) columns[table] = "withdrawn_at";
  const app = await db.pool.connect();
  try {
    for (const table of tables) {
      await expect(app.query(`UPDATE ${table} SET ${columns[table] ?? "id"} = NULL`)).rejects.toThrow(
        /permission denied|append-only/,
      );
      await expect(app.query(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied|append-only/);
      await expect(app.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/permission denied|append-only/);
      await expect(owner.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow("append-only");
    }
    for (const table of ["journal", "entry", "call", "balance", "ledger_account"]) {
      await expect(app.query(`INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow("permission denied");
    }
    await expect(app.query("UPDATE balance SET posted_nano = 1")).rejects.toThrow("permission denied");
  } finally {
    app.release();
  }
  await expect(owner.query("UPDATE entry SET amount_nano = 1")).rejects.toThrow("append-only");
  await expect(owner.query("DELETE FROM journal")).rejects.toThrow("append-only");
});

test("the same key posts once, and with other content it is refused", async () => {
  const one = draft(topUpPostings("wsp_once", 100n));
  const results = await Promise.all(Array.from({ length: 8 }, () => post(one)));
  expect(results.filter((result) => result.created)).toHaveLength(1);
  expect(new Set(results.map((result) => result.journalId)).size).toBe(1);
  await expect(post({ ...one, postings: topUpPostings("wsp_once", 101n) })).rejects.toThrow("used with other content");
  const balance = await owner.query(
    "SELECT posted_nano::text FROM balance b JOIN ledger_account a ON a.id = b.account_id WHERE a.owner = 'wsp_once'",
  );
  expect(balance.rows).toEqual([{ posted_nano: "100" }]);
});

test("concurrent postings to the same accounts add up and record the balance after each", async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => post(draft(topUpPostings(`wsp_busy${i % 3}`, BigInt(i + 1))))),
  );
  const { rows } = await owner.query(`
    SELECT a.owner, b.posted_nano::text AS posted, sum(e.amount_nano)::text AS entries, b.version::int AS version, count(*)::int AS n
      FROM ledger_account a JOIN balance b ON b.account_id = a.id JOIN entry e ON e.account_id = a.id
      WHERE a.owner LIKE 'wsp_busy%' GROUP BY 1, 2, 4`);
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(row.posted).toBe(row.entries);
    expect(row.version).toBe(row.n);
  }
});

test("the ledger package and the database allow the same account types", async () => {
  const { rows } = await owner.query("SELECT kind, account_type FROM journal_kind_account");
  const inDatabase = rows.map((row) => `${row.kind} ${row.account_type}`).sort();
  const inCode = Object.entries(JOURNAL_KINDS).flatMap(([kind, types]) => types.map((type) => `${kind} ${type}`));
  expect(inDatabase).toEqual(inCode.sort());
});

test("a month that is not over cannot be closed, and what comes after closing books into the next month", async () => {
  const close = (month: string) => owner.query("SELECT close_month($1::date, 'usr_1')", [month]);
  const thisMonth = new Date().toISOString().slice(0, 8).concat("01");
  await expect(close(thisMonth)).rejects.toThrow("is not over");
  await expect(close("2026-02-02")).rejects.toThrow("not the first day");
  await close("2026-02-01");
  const { journalId } = await post(
    draft(topUpPostings("wsp_period", 5n), { eventAt: new Date("2026-02-10T00:00:00Z") }),
  );
  const { rows } = await owner.query("SELECT period::text, event_at FROM journal WHERE id = $1", [journalId]);
  expect(rows).toEqual([{ period: "2026-03-01", event_at: new Date("2026-02-10T00:00:00Z") }]);
});

test("event time in the future is clamped to the database's clock", async () => {
  const { journalId } = await post(
    draft(topUpPostings("wsp_clock", 5n), { eventAt: new Date("2099-01-01T00:00:00Z") }),
  );
  const { rows } = await owner.query("SELECT event_at = booked_at AS clamped FROM journal WHERE id = $1", [journalId]);
  expect(rows).toEqual([{ clamped: true }]);
});

test("everything together sums to zero", async () => {
  expect((await total()).sum).toBe("0");
});
