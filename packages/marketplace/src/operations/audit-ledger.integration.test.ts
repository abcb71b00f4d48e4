import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportTrialBalance } from "../reports/export-trial-balance.ts";
import { listAccounts } from "../reports/list-accounts.ts";
import { trialBalance } from "../reports/trial-balance.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { auditLedger } from "./audit-ledger.ts";
import { ensurePartitions } from "./ensure-partitions.ts";

useVerbs();
let owner: pg.Client;

beforeAll(async () => {
  // The owner of the database can do what the application's role cannot: plant errors.
  owner = new pg.Client({ connectionString: services.db.pool.options.connectionString });
  await owner.connect();
  const rows = Array.from({ length: 30 }, (_, index) =>
    settlementRow(callIdAt(Date.now() - index * 1000), {
      workspaceId: `wsp_c${index % 3}`,
      builderWorkspaceId: "wsp_b",
      legs: [1_001n, 51n, 207n],
    }),
  );
  await settleCalls(services.db.pool, rows.slice(0, 20));
  await settleCalls(services.db.pool, rows.slice(20));
});
afterAll(async () => {
  await owner.end();
});

test("clean books pass, and the pass is recorded", async () => {
  const result = await auditLedger(services, { callsSince: null });
  expect(result).toMatchObject({ ok: true, findings: [], accounts: 6 });
  expect(await services.db.prisma.ledgerAudit.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
    ok: true,
    findings: [],
  });
});

test("debits equal credits, and every account is in the list and in the export", async () => {
  const finance = await (await newDutyHolder("finance")).ctx();
  const balance = await trialBalance(finance);
  expect(balance.differenceNano).toBe(0n);
  expect(balance.debitNano).toBe(30n * 1_259n);
  expect(balance.lines.find((line) => line.type === "provider_payable")).toMatchObject({
    accounts: 1,
    creditNano: 30_030n,
  });
  const first = await listAccounts(finance, { type: "customer_credit", limit: 2 });
  const second = await listAccounts(finance, { type: "customer_credit", limit: 2, cursor: first.nextCursor });
  expect([...first.accounts, ...second.accounts].map((account) => account.owner).sort()).toEqual([
    "wsp_c0",
    "wsp_c1",
    "wsp_c2",
  ]);
  expect(second.nextCursor).toBeNull();
  const { csv } = await exportTrialBalance(finance);
  expect(csv).toContain(
    `# total_debit_nano,${balance.debitNano}\r\n# total_credit_nano,${balance.creditNano}\r\n# difference_nano,0`,
  );
  const stranger = await (await newPerson()).ctx();
  await expectRefused(
    [trialBalance(stranger), exportTrialBalance(stranger), listAccounts(stranger, { type: "rounding" })],
    "forbidden",
  );
});

test("finds a balance that was changed by hand", async () => {
  const where = "account_id = (SELECT id FROM ledger_account WHERE owner = 'wsp_c1' AND type = 'customer_credit')";
  await owner.query(`UPDATE balance SET posted_nano = posted_nano + 5 WHERE ${where}`);
  const result = await auditLedger(services);
  expect(result.ok).toBe(false);
  expect(result.findings).toEqual([
    { kind: "balance_differs", subject: "customer_credit wsp_c1", expected: "-12590", actual: "-12585" },
    { kind: "books_not_zero", subject: "USD", expected: "0", actual: "5" },
  ]);
  await owner.query(`UPDATE balance SET posted_nano = posted_nano - 5 WHERE ${where}`);
});

test("finds a call whose money was never moved, and an entry that was taken out of its journal", async () => {
  await owner.query("SET session_replication_role = replica");
  const { rows } = await owner.query("SELECT * FROM call LIMIT 1");
  const columns = Object.keys(rows[0]);
  await owner.query(
    `INSERT INTO call (${columns.join(", ")}) SELECT ${columns.map((name) => (name === "id" ? "uuidv7()" : name)).join(", ")} FROM call LIMIT 1`,
  );
  const unpaid = await auditLedger(services);
  expect(unpaid.findings.filter((finding) => finding.kind === "calls_differ_from_entries")).toHaveLength(4);

  await owner.query("DELETE FROM entry WHERE ctid = (SELECT ctid FROM entry LIMIT 1)");
  const kinds = (await auditLedger(services)).findings.map((finding) => finding.kind);
  expect(kinds).toEqual(expect.arrayContaining(["balance_differs", "journal_unbalanced", "calls_differ_from_entries"]));
});

test("partitions of the coming months are made once", async () => {
  await ensurePartitions(services);
  expect(await ensurePartitions(system())).toBe(0);
});
