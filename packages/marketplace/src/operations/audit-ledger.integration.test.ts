import { openDatabase } from "@tollgate/db/open-database";
import { setCreditBase } from "@tollgate/db/redis/credit-state";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { settleCalls } from "@tollgate/db/settle-calls";
import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { mailHtml } from "../mail-html.ts";
import { exportAccounts } from "../reports/export-accounts.ts";
import { exportReport } from "../reports/export-report.ts";
import { listAccounts } from "../reports/list-accounts.ts";
import { trialBalance } from "../reports/trial-balance.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { textOf } from "../testing/text-of.ts";
import { addEndpoint, mails, newPerson, services, setClock, stores, useVerbs } from "../testing/verbs.ts";
import { auditLedger } from "./audit-ledger.ts";
import { exportLedgerAudits } from "./export-ledger-audits.ts";
import { linkJournals } from "./link-journals.ts";
import { listLedgerAudits } from "./list-ledger-audits.ts";

useVerbs();
let owner: pg.Client;
let pinned: { priceVersionId: string; marginVersionId: string };

const changeBalance = (by: string) =>
  `UPDATE balance SET posted_nano = posted_nano ${by}
     WHERE account_id = (SELECT id FROM ledger_account WHERE owner = 'wsp_c1' AND type = 'customer_credit')`;

/** Settles calls of 1400 + 70 + 280 nano-USD, as their pinned versions say. */
async function settle(calls: number, workspaceId = "wsp_c0"): Promise<void> {
  const rows = Array.from({ length: calls }, (_, index) => ({
    ...settlementRow(callIdAt(Date.now() - index * 1000), {
      workspaceId,
      builderWorkspaceId: "wsp_b",
      legs: [1_400n, 70n, 280n],
    }),
    ...pinned,
  }));
  await settleCalls(services.db.pool, rows);
}

beforeAll(async () => {
  // The owner of the database can do what the application's role cannot: plant errors.
  owner = new pg.Client({ connectionString: services.db.pool.options.connectionString });
  await owner.connect();
  const provider = await newPerson("Provider");
  const { endpointId } = await addEndpoint(provider.workspaceId);
  const { prisma } = services.db;
  const price = await prisma.priceVersion.findFirstOrThrow({ where: { endpointId } });
  await prisma.app.create({
    data: { id: "app_test", workspaceId: provider.workspaceId, name: "App", url: "https://a.test" },
  });
  const margin = { id: "mgn_test", appId: "app_test", version: 1, basisPoints: 2_000, effectiveAt: new Date(0) };
  await prisma.marginVersion.create({ data: margin });
  pinned = { priceVersionId: price.id, marginVersionId: margin.id };
  await settle(10);
  await settle(10, "wsp_c1");
  await settle(10, "wsp_c2");
});
afterEach(() => setClock(null));
afterAll(async () => {
  await owner.end();
});

const kindsOf = async (full?: boolean) => [
  ...new Set((await auditLedger(services, { full })).findings.map((finding) => finding.kind)),
];

/** Changes what nobody can change, looks what the audit says of it, and changes it back. */
async function whileWrong<T>(change: string, back: string, look: () => Promise<T>): Promise<T> {
  await owner.query("SET session_replication_role = replica");
  try {
    await owner.query(change);
    return await look();
  } finally {
    await owner.query(back);
    await owner.query("SET session_replication_role = origin");
  }
}

test("clean books pass, the first pass looks at everything and the next at what came since", async () => {
  expect(await auditLedger(services)).toMatchObject({ ok: true, findings: [], accounts: 6, full: true });
  await settle(5);
  const next = await auditLedger(services, { full: false });
  expect(next).toMatchObject({ ok: true, findings: [], full: false, chainPosition: 4n });
  const operator = await (await newDutyHolder("operator")).ctx();
  const latest = await listLedgerAudits(operator, { limit: 1 });
  expect(latest.audits).toMatchObject([{ ok: true, isFull: false, findings: [] }]);
  const before = await listLedgerAudits(operator, { limit: 1, cursor: latest.nextCursor });
  expect(before).toMatchObject({ audits: [{ isFull: true }], nextCursor: null });
  const csv = await textOf(await exportLedgerAudits(operator));
  expect(csv).toMatch(/\r\n\d+,[^,]+,agrees,what_came_since,\d+,4,6,\d+,0,\r\n\d+,[^,]+,agrees,all_of_history,/);
  expect(csv).toContain("\r\n# passes,2\r\n# findings,0\r\n# sha256,");
  const finance = await (await newDutyHolder("finance")).ctx();
  await expectRefused([listLedgerAudits(finance, {}), exportLedgerAudits(finance)], "forbidden");
});

test("debits equal credits, and every account is in the list and in the export", async () => {
  const finance = await (await newDutyHolder("finance")).ctx();
  const balance = await trialBalance(finance);
  expect(balance.differenceNano).toBe(0n);
  expect(balance.debitNano).toBe(35n * 1_750n);
  expect(balance.lines.find((line) => line.type === "provider_payable")).toMatchObject({
    accounts: 1,
    creditNano: 35n * 1_400n,
  });
  const first = await listAccounts(finance, { type: "customer_credit", limit: 2 });
  const second = await listAccounts(finance, { type: "customer_credit", limit: 2, cursor: first.nextCursor });
  expect([...first.accounts, ...second.accounts].map((account) => account.owner).sort()).toEqual([
    "wsp_c0",
    "wsp_c1",
    "wsp_c2",
  ]);
  expect(second.nextCursor).toBeNull();
  const csv = await textOf((await exportReport(finance, { report: "trial-balance" })).pieces);
  expect(csv).toContain(
    `# total_debit_nano,${balance.debitNano}\r\n# total_credit_nano,${balance.creditNano}\r\n# difference: Debits are credits,0`,
  );
  const line = balance.lines.find(({ type }) => type === "customer_credit");
  const accounts = await textOf(await exportAccounts(finance, { type: "customer_credit" }));
  expect(accounts.split("\r\n").slice(1, 4)).toEqual(
    [...first.accounts, ...second.accounts].map((one) => expect.stringContaining(`,customer_credit,${one.owner},`)),
  );
  expect(accounts).toContain(
    `# accounts,3\r\n# debit_nano,${line?.debitNano}\r\n# credit_nano,${line?.creditNano}\r\n# sha256,`,
  );
  const stranger = await (await newPerson()).ctx();
  await expectRefused(
    [
      trialBalance(stranger),
      listAccounts(stranger, { type: "rounding" }),
      exportAccounts(stranger, { type: "rounding" }),
    ],
    "forbidden",
  );
});

test("finds a balance that was changed by hand in an hourly pass, says so in a sentence, and tells operators once", async () => {
  const { email, ctx } = await newDutyHolder("operator");
  mails.length = 0;
  await whileWrong(changeBalance("+ 5"), changeBalance("- 5"), async () => {
    const result = await auditLedger(services, { full: false });
    expect(result.findings).toMatchObject([
      { kind: "balance_differs", subject: "customer_credit wsp_c1", expected: "-17500", actual: "-17495" },
      { kind: "books_not_zero", subject: "USD", expected: "0", actual: "5" },
    ]);
    const sentences = [
      "The balance of customer_credit wsp_c1 is -0.000017495 USD, but its entries add up to -0.0000175 USD.",
      "All balances in USD together are 0.000000005 USD instead of zero.",
    ];
    expect(result.findings.map(({ sentence }) => sentence)).toEqual(sentences);
    // What the page says.
    const page = await listLedgerAudits(await ctx(), { limit: 1 });
    expect(page.audits).toMatchObject([{ id: result.id, findings: result.findings }]);
    const [mail = { to: "", subject: "", text: "" }] = mails.filter(({ to }) => to === email);
    expect(mail.subject).toBe("Ledger audit: 2 findings");
    const read = mail.text + mailHtml(mail, services.urls.console).replaceAll("\u00a0", " ");
    for (const one of sentences)
      for (const said of [`\n- ${one}\n`, `<li>${one}</li>`]) expect(`\n${read}`).toContain(said);
    expect(await auditLedger(services)).toMatchObject({ ok: false, full: true });
    expect(mails.filter((mail) => mail.to === email)).toHaveLength(1);
  });
  expect(await auditLedger(services)).toMatchObject({ ok: true, full: true });
});

test("findings whose e-mail no server took are told by the next pass, once", async () => {
  const { email } = await newDutyHolder("operator");
  const away = { ...services, mailer: { send: () => Promise.reject(new Error("no server")) } };
  mails.length = 0;
  await whileWrong(changeBalance("+ 5"), changeBalance("- 5"), async () => {
    expect(await auditLedger(away)).toMatchObject({ ok: false });
    for (const _ of [1, 2]) expect(await auditLedger(services)).toMatchObject({ ok: false });
    expect(mails.filter((mail) => mail.to === email)).toHaveLength(1);
  });
  expect(await auditLedger(services)).toMatchObject({ ok: true });
});

test("after the quiet hour's pass over everything, hourly passes go on from it", async () => {
  setClock(new Date("2026-11-25T03:10:00Z"));
  expect(await auditLedger(services)).toMatchObject({ full: true });
  setClock(new Date("2026-11-25T04:10:00Z"));
  expect(await auditLedger(services)).toMatchObject({ full: false });
});

test("finds a call whose money was never moved", async () => {
  const columns = Object.keys((await owner.query("SELECT * FROM call LIMIT 1")).rows[0]);
  const copy = columns.map((name) => (name === "id" ? "'019ac000-0000-7000-8000-000000000001'" : name)).join(", ");
  const add = `INSERT INTO call (${columns.join(", ")}) SELECT ${copy} FROM call LIMIT 1`;
  const kinds = await whileWrong(
    add,
    "DELETE FROM call WHERE id = '019ac000-0000-7000-8000-000000000001'",
    async () => {
      const { findings } = await auditLedger(services, { full: true });
      return findings.map((finding) => finding.kind);
    },
  );
  expect(kinds).toEqual([...Array(4).fill("calls_differ_from_entries"), "roll_up_differs", "roll_up_differs"]);
});

test("finds an entry that was taken out of its journal, by the sum and by the chain", async () => {
  await owner.query("CREATE TABLE kept AS SELECT * FROM entry WHERE amount_nano > 0 ORDER BY journal_id LIMIT 1");
  const take = "DELETE FROM entry e USING kept k WHERE e.journal_id = k.journal_id AND e.account_id = k.account_id";
  expect(await whileWrong(take, "INSERT INTO entry SELECT * FROM kept", () => kindsOf(true))).toEqual(
    expect.arrayContaining(["balance_differs", "journal_unbalanced", "calls_differ_from_entries", "chain_broken"]),
  );
  await owner.query("DROP TABLE kept");
});

test.each([
  ["a memo was rewritten", "memo = memo || '!'", "memo = left(memo, -1)"],
  [
    "a booking was moved in time",
    "booked_at = booked_at + interval '1 microsecond'",
    "booked_at = booked_at - interval '1 microsecond'",
  ],
])("the chain finds what adds up all the same: %s", async (_, change, back) => {
  await linkJournals(services);
  const second = "WHERE id = (SELECT journal_id FROM journal_link WHERE position = 2)";
  const look = () => auditLedger(services, { full: true });
  const result = await whileWrong(
    `UPDATE journal SET ${change} ${second}`,
    `UPDATE journal SET ${back} ${second}`,
    look,
  );
  expect(result.findings).toMatchObject([{ kind: "chain_broken", subject: "2" }]);
});

test("finds a charge that is not what the units and the pinned versions give, although the books balance", async () => {
  const legs: [bigint, bigint, bigint] = [1_401n, 70n, 280n];
  const row = settlementRow(callIdAt(Date.now()), { workspaceId: "wsp_c0", builderWorkspaceId: "wsp_b", legs });
  await settleCalls(services.db.pool, [{ ...row, ...pinned }]);
  const { findings } = await auditLedger(services, { full: true });
  expect(findings).toMatchObject([
    { kind: "bill_differs", subject: row.callId, expected: "1400 + 70 + 280", actual: "1401 + 70 + 280" },
  ]);
  await owner.query("SET session_replication_role = replica");
  await owner.query("UPDATE call SET units = '{\"search\": 1}' WHERE id = $1", [row.callId]);
  expect(await kindsOf(true)).toEqual(["bill_impossible"]);
  await owner.query('UPDATE call SET units = \'{"input": 1001, "output": 200}\' WHERE id = $1', [row.callId]);
  await owner.query("SET session_replication_role = origin");
  expect(await kindsOf(true)).toEqual([]);
});

test("finds a payment that was not credited, and a top-up that nobody paid", async () => {
  const { workspaceId, userId } = await newPerson("Payer");
  const journal = "(SELECT id FROM journal LIMIT 1)";
  const columns = "id, workspace_id, created_by_id, status, amount_cents, credit_nano, journal_id";
  await owner.query(
    `INSERT INTO payment (${columns}) VALUES ('pay_odd', $1, $2, 'succeeded', 500, 5000000000, ${journal})`,
    [workspaceId, userId],
  );
  expect((await auditLedger(services, { full: false })).findings).toMatchObject([
    { kind: "payment_differs", subject: "pay_odd", expected: "5000000000", actual: "0" },
  ]);
  await owner.query("DELETE FROM payment WHERE id = 'pay_odd'");
});

test("finds what Redis knows otherwise than Postgres, and a call nobody ended", async () => {
  const [credit] = await readSpendableCredit(services.db.pool, ["wsp_c2"]);
  if (!credit) throw new Error("wsp_c2 has no credit");
  const key = redisKeys.credit(shardOf("wsp_c2"), "wsp_c2");
  const { redis } = services;
  const finding = async () => (await auditLedger(services, { full: false })).findings;
  await setCreditBase(redis, credit, true);
  expect(await finding()).toEqual([]);
  await redis.hset(key, "avail", "1");
  expect(await finding()).toMatchObject([{ kind: "credit_inconsistent", subject: "wsp_c2", expected: "-17500" }]);
  await redis.hset(key, "avail", "1", "base", "1");
  expect(await finding()).toMatchObject([{ kind: "credit_differs", expected: "-17500", actual: "1" }]);
  await redis.hset(key, "version", "999");
  expect(await finding()).toMatchObject([{ kind: "credit_ahead", actual: "999" }]);
  await redis.hset(key, "version", "0");
  expect(await finding()).toMatchObject([{ kind: "credit_stale" }]);
  await redis.del(key);
  await redis.zadd(redisKeys.holds(3), Date.now() - 300_000, "019ac000-0000-7000-8000-000000000002");
  await redis.hset(redisKeys.call(3, "019ac000-0000-7000-8000-000000000002"), { hold: "5", intent: "{}" });
  await redis.xadd(redisKeys.usage(4), "1700000000000-0", "event", "{}");
  expect(await finding()).toMatchObject([
    { kind: "intent_expired" },
    { kind: "stream_lag", subject: "settlement stream 4" },
  ]);
  await redis.flushdb();
  expect(await finding()).toEqual([]);
});

test("two passes never run at once", async () => {
  const outcomes = await Promise.allSettled([auditLedger(services), auditLedger(services)]);
  const refused = outcomes.filter((one) => one.status === "rejected");
  expect(refused.length).toBeLessThanOrEqual(1);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "conflict" });
});

test("a pass asks for one connection at a time, so that it cannot wait for itself", async () => {
  const db = openDatabase({ url: stores.databaseUrl, connections: 2 });
  try {
    await expect(auditLedger({ ...services, db }, { full: true })).resolves.toMatchObject({ full: true });
  } finally {
    await db.close();
  }
});
