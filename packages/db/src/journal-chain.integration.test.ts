import { createHash } from "node:crypto";
import { topUpPostings } from "@tollgate/ledger/posting";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "./open-database.ts";
import { postJournal } from "./post-journal.ts";
import { settleCalls } from "./settle-calls.ts";
import { callIdAt, settlementRow } from "./testing/settlement-row.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test_: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = openDatabase({ url: test_.url, connections: 16 });
  owner = new pg.Client({ connectionString: test_.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await test_.close();
});

const extend = async () => (await db.pool.query("SELECT extend_journal_chain(7) AS linked")).rows[0].linked as unknown;
const verify = async (after = 0n) => (await db.pool.query("SELECT * FROM verify_journal_chain($1)", [after])).rows[0];
let keys = 0;
const topUp = (workspaceId: string) =>
  db.prisma.$transaction((tx) =>
    postJournal(tx, {
      kind: "top_up",
      idempotencyKey: `chain:${keys++}`,
      eventAt: new Date(),
      memo: `“${workspaceId}”\nsecond line`,
      reverses: null,
      postings: topUpPostings(workspaceId, 1_000n),
    }),
  );
const settle = (workspaceId: string) =>
  settleCalls(db.pool, [settlementRow(callIdAt(Date.now()), { workspaceId, legs: [3n, 2n, 0n] })]);

test("journals posted while others are linked get one link each, without a gap, and posting waits for no link", async () => {
  const done = { posting: false };
  const linking = (async () => {
    while (!done.posting) await Promise.all([extend(), extend()]);
  })();
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; i < 25; i++) await (i % 2 ? topUp(`wsp_${lane}`) : settle(`wsp_${lane}`));
    }),
  );
  done.posting = true;
  await linking;
  while ((await extend()) !== 0);
  const { rows } = await db.pool.query(
    `SELECT (SELECT count(*) FROM journal) AS journals, count(*) AS links, max(position) AS head, count(DISTINCT journal_id) AS distinct,
       (SELECT count(*) FROM journal_pending) AS pending FROM journal_link`,
  );
  expect(rows).toEqual([{ journals: 200n, links: 200n, head: 200n, distinct: 200n, pending: 0n }]);
  expect(await verify()).toEqual({ checked: 200n, broken_at: null });
  expect(await verify(150n)).toEqual({ checked: 50n, broken_at: null });
});

test("a journal whose transaction commits late is linked after it, not skipped", async () => {
  const slow = new pg.Client({ connectionString: test_.url });
  await slow.connect();
  await slow.query("BEGIN");
  const post = "SELECT post_journal('top_up', $1, sha256('x'), now(), '', NULL, $2::text[], $3::text[], $4::bigint[])";
  await slow.query(post, ["late", ["customer_credit", "top_up_clearing"], ["wsp_late", "platform"], ["5", "-5"]]);
  await settle("wsp_0");
  expect(await extend()).toBe(1);
  await slow.query("COMMIT");
  await slow.end();
  expect(await extend()).toBe(1);
  const { rows } = await db.pool.query(
    "SELECT j.idempotency_key FROM journal_link l JOIN journal j ON j.id = l.journal_id ORDER BY position DESC LIMIT 1",
  );
  expect(rows).toEqual([{ idempotency_key: "late" }]);
});

test("the chain is computed anew outside the database: SHA-256 of the link before and of what the journal says", async () => {
  const { rows } = await db.pool.query<{ content: string; hash: Buffer }>(
    "SELECT journal_content(journal_id) AS content, hash FROM journal_link ORDER BY position",
  );
  let link = Buffer.alloc(32);
  for (const { content, hash } of rows) {
    link = createHash("sha256").update(link).update(content, "utf8").digest();
    expect(hash.equals(link)).toBe(true);
  }
  expect(rows.length).toBe(202);
  expect(rows.some(({ content }) => content.includes('"“wsp_1”\\nsecond line"'))).toBe(true);
});

test("nobody may write links or take a journal from those that wait, and a rolled-back posting leaves nothing", async () => {
  const forged = "INSERT INTO journal_link (position, journal_id, hash) VALUES (999, uuidv7(), sha256('x'))";
  for (const statement of [forged, "DELETE FROM journal_pending", "INSERT INTO journal_pending VALUES (uuidv7())"])
    await expect(db.pool.query(statement)).rejects.toThrow("permission denied");
  for (const statement of [
    "DELETE FROM journal_link",
    "UPDATE journal_link SET position = -position",
    "TRUNCATE journal_link",
  ])
    await expect(owner.query(statement)).rejects.toThrow("append-only");
  await expect(
    db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT post_journal('top_up', 'gone', sha256('x'), now(), '', NULL, ${["customer_credit", "top_up_clearing"]}::text[],
        ${["wsp_gone", "platform"]}::text[], ${[5n, -5n]}::bigint[])::text`;
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await extend()).toBe(0);
});

test.each([
  ["a link is taken out", "DELETE FROM journal_link WHERE position = 5", 5n],
  [
    "the last journal's memo is changed",
    "UPDATE journal SET memo = 'x' WHERE id = (SELECT journal_id FROM journal_link WHERE position = 202)",
    202n,
  ],
  [
    "a journal disappears",
    "DELETE FROM entry WHERE journal_id = (SELECT journal_id FROM journal_link WHERE position = 7)",
    7n,
  ],
  [
    "amounts are changed so that they still come to nothing",
    "UPDATE entry SET amount_nano = amount_nano * 2 WHERE journal_id = (SELECT journal_id FROM journal_link WHERE position = 8)",
    8n,
  ],
  [
    "a balance after an entry is changed",
    "UPDATE entry SET balance_after = balance_after + 1 WHERE journal_id = (SELECT journal_id FROM journal_link WHERE position = 9)",
    9n,
  ],
  [
    "two links change places",
    "UPDATE journal_link SET journal_id = (SELECT journal_id FROM journal_link WHERE position = 9) WHERE position = 10",
    10n,
  ],
])("the first place that does not verify is told when %s", async (_, statement, place) => {
  await owner.query("BEGIN");
  await owner.query("SET LOCAL session_replication_role = replica");
  await owner.query("DROP INDEX journal_link_journal_id_key");
  await owner.query(statement);
  const { rows } = await owner.query("SELECT broken_at::int AS at FROM verify_journal_chain(0)");
  await owner.query("ROLLBACK");
  expect(BigInt(rows[0].at)).toBe(place);
});
