import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "./open-database.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const POST = `SELECT post_journal($1, $2, '\\x00', now(), '', NULL, $3, $4, $5)`;

test("a temporary table cannot stand in for one that the posting functions read", async () => {
  const client = await db.pool.connect();
  try {
    await client.query("CREATE TEMP TABLE journal_kind_account (kind text, account_type text)");
    await client.query("INSERT INTO journal_kind_account VALUES ('top_up', 'bad_debt'), ('top_up', 'customer_credit')");
    const forged = ["top_up", "forged", ["customer_credit", "bad_debt"], ["wsp_forger", "platform"], [5n, -5n]];
    await expect(client.query(POST, forged)).rejects.toThrow("may not touch account type bad_debt");
  } finally {
    client.release(true);
  }
});

test("every function of ours names the schemas it looks in, the temporary one last", async () => {
  const { rows } = await db.pool.query(
    `SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'public' AND p.prolang IN (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
        AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c = 'search_path=public, pg_temp') ORDER BY 1`,
  );
  expect(rows).toEqual([]);
});
