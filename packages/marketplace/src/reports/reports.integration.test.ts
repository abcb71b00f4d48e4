import { createHash } from "node:crypto";
import { writeJournal } from "@tollgate/db/testing/write-journal";
import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { Posting } from "@tollgate/ledger/posting";
import { beforeAll, describe, expect, test } from "vitest";
import { listEntries } from "../ledger/list-entries.ts";
import { closeMonth } from "../payouts/close-month.ts";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { earnIn, newPayee } from "../testing/payees.ts";
import { textOf } from "../testing/text-of.ts";
import { textOfPdf } from "../testing/text-of-pdf.ts";
import { newPerson, ownerUrl, services, useVerbs } from "../testing/verbs.ts";
import { exportReport } from "./export-report.ts";
import { getReport, type ReportView } from "./get-report.ts";
import { exportLooseEnd } from "./loose-ends/export-loose-end.ts";
import { listLooseEnd } from "./loose-ends/list-loose-end.ts";
import { printReport } from "./print-report.ts";
import { REPORTS } from "./report-list.ts";

useVerbs();

const CUSTOMER = "wsp_test";
let payee: string;

const post = (day: string, kind: JournalKind, postings: Posting[]) =>
  writeJournal(ownerUrl, { kind, eventAt: new Date(`${day}T12:00:00Z`), postings });

async function topUp(day: string, amountNano: bigint): Promise<void> {
  await post(day, "top_up", [
    { type: "customer_credit", owner: CUSTOMER, amountNano },
    { type: "processor_cash", owner: "platform", amountNano: -amountNano },
  ]);
}

const ofOwner = ({ rows }: ReportView, owner: string) => rows.find((row) => row.owner === owner);

// July is closed, August is open, and both have the same things in them.
beforeAll(async () => {
  payee = await newPayee("Payee of both");
  await topUp("2026-06-03", 90_000_000_000n);
  await earnIn("2026-06", { provider: payee }, [5_000_000_001n, 7n, 0n]);
  await topUp("2026-07-03", 10_000_000_000n);
  await earnIn("2026-07", { provider: payee, builder: payee }, [2_000_000_003n, 11n, 300_000_000n]);
  await post("2026-07-20", "call_reversal", [
    { type: "customer_credit", owner: CUSTOMER, amountNano: 17n },
    { type: "builder_payable", owner: payee, amountNano: -17n },
  ]);
  await closeMonth(system(), { month: "2026-07" });
  await earnIn("2026-08", { provider: payee }, [1_000_000_000n, 5n, 0n]);
  await post("2026-08-20", "adjustment", [
    { type: "provider_payable", owner: payee, amountNano: -6_000_000_000n },
    { type: "bad_debt", owner: "platform", amountNano: 6_000_000_000n },
  ]);
});

describe.each(REPORTS.map(({ id, period }) => [id, period] as const))("%s", (report, period) => {
  const asked = { month: "2026-07", year: "2026", now: null }[period];

  test("says the same on the screen and in the download, and every check of it holds", async () => {
    const view = await getReport(system(), { report, period: asked });
    expect(view.checks.map(({ name, expected, actual }) => [name, actual - expected])).toEqual(
      view.checks.map(({ name }) => [name, 0n]),
    );
    const { pieces } = await exportReport(system(), { report, period: asked });
    let csv = "";
    for await (const piece of pieces) csv += piece;
    const lastLine = csv.lastIndexOf("# sha256,");
    expect(csv.slice(lastLine).trim()).toBe(
      `# sha256,${createHash("sha256").update(csv.slice(0, lastLine)).digest("hex")}`,
    );
    expect(csv).toContain(`# lines,${view.rowCount}\r\n`);
    for (const column of view.columns.filter((one) => one.total)) {
      const name = column.kind === "nano" ? `total_${column.key}_nano` : `total_${column.key}`;
      expect(csv).toContain(`# ${name},${view.totals[column.key]}\r\n`);
    }
  });

  test("is printed from the same lines: its last page proves the CSV", async () => {
    const { fileName, pdf } = await printReport(system(), { report, period: asked });
    expect(fileName).toBe(`${report}-${asked ?? new Date().toISOString().slice(0, 10)}.pdf`);
    const rowsSha256 = (text: string) => /rows_sha256,?\s*([0-9a-f]{64})/.exec(text)?.[1];
    let csv = "";
    for await (const piece of (await exportReport(system(), { report, period: asked })).pieces) csv += piece;
    const lines = csv.slice(0, csv.indexOf("# report,"));
    expect(rowsSha256(csv)).toBe(createHash("sha256").update(lines).digest("hex"));
    const text = await textOfPdf(pdf);
    expect(text).toContain("total");
    // Loose ends hold their own age, down to the moment of asking.
    if (period !== "now") expect(rowsSha256(text)).toBe(rowsSha256(csv));
  });

  test("is finance’s to read", async () => {
    const operator = await (await newDutyHolder("operator")).ctx();
    const person = await (await newPerson()).ctx();
    await expectRefused(
      [operator, person].flatMap((ctx) => [
        getReport(ctx, { report }),
        exportReport(ctx, { report }),
        printReport(ctx, { report }),
      ]),
      "forbidden",
    );
  });
});

test("customers’ credit is rolled forward to the nano, in a closed month and in an open one", async () => {
  const july = await getReport(system(), { report: "customer-liability", period: "2026-07" });
  expect(ofOwner(july, CUSTOMER)).toMatchObject({
    opening: 84_999_999_992n,
    topped_up: 10_000_000_000n,
    used: -2_300_000_014n,
    calls_refunded: 17n,
    closing: 92_699_999_995n,
  });
  const august = await getReport(system(), { report: "customer-liability", period: "2026-08" });
  expect(ofOwner(august, CUSTOMER)).toMatchObject({ opening: 92_699_999_995n, used: -1_000_000_005n });
  expect(august.checks.every(({ expected, actual }) => expected === actual)).toBe(true);
});

test("what is owed is aged from its newest part", async () => {
  const july = await getReport(system(), { report: "payables", period: "2026-07" });
  expect(ofOwner(july, payee)).toMatchObject({
    opening: 4_500_000_001n,
    provider_earned: 2_000_000_003n,
    builder_earned: 300_000_000n,
    reversed: -17n,
    age_0: 2_300_000_003n,
    held_back: -230_000_000n,
    holdback_opening: 500_000_000n,
    holdback_closing: 730_000_000n,
    age_1: 4_269_999_984n,
    age_2: 0n,
    age_3: 0n,
  });
  const august = await getReport(system(), { report: "payables", period: "2026-08" });
  const line = ofOwner(august, payee);
  expect(line).toMatchObject({ provider_earned: 1_000_000_000n, adjusted: -6_000_000_000n, age_0: 1_000_000_000n });
});

test("every amount leads to the entries that it is made of", async () => {
  for (const report of ["customer-liability", "payables"]) {
    const view = await getReport(system(), { report, period: "2026-07" });
    for (const row of view.rows)
      for (const column of view.columns) {
        if (column.drill?.list !== "entries") continue;
        const { types, kinds, span } = column.drill;
        const page = await listEntries(system(), {
          types: [...(types ?? [])],
          kinds: [...(kinds ?? [])],
          owner: String(row.owner),
          month: "2026-07",
          span,
        });
        expect([column.key, page.sumNano]).toEqual([column.key, row[column.key]]);
      }
  }
});

test("a payout that no attempt explains is a line of its own, and a check that fails", async () => {
  const postings = (sign: bigint): Posting[] => [
    { type: "payout_clearing", owner: "platform", amountNano: sign * 1_230_000_000n },
    { type: "processor_cash", owner: "platform", amountNano: sign * -1_230_000_000n },
  ];
  await post("2026-08-21", "payout_paid", postings(1n));
  const broken = await getReport(system(), { report: "clearing" });
  expect(broken.rows).toEqual([expect.objectContaining({ what: "Not explained", amount: 1_230_000_000n })]);
  expect(broken.checks.filter(({ expected, actual }) => expected !== actual)).toHaveLength(1);
  await post("2026-08-21", "payout_paid", postings(-1n));
  expect((await getReport(system(), { report: "clearing" })).rows).toEqual([]);
});

test("every number of loose ends leads to as many things, each with its age and whose it is", async () => {
  await services.db.pool.query(
    `INSERT INTO payment (id, workspace_id, created_by_id, status, amount_cents, credit_nano, created_at)
      VALUES ('pay_loose', $1, 'usr_any', 'open', 1234, 12340000000, '2026-08-01T00:00:00Z')`,
    [payee],
  );
  const { rows } = await getReport(system(), { report: "loose-ends" });
  expect(rows.find(({ end }) => end === "payments")).toMatchObject({ open: 1, aged: 1 });
  for (const { end, what, open } of rows) {
    const list = await listLooseEnd(system(), { end: String(end) });
    expect([list.what, list.count, list.items.length]).toEqual([what, Number(open), Math.min(200, Number(open))]);
  }
  const { items } = await listLooseEnd(system(), { end: "payments" });
  expect(items).toMatchObject([{ id: "pay_loose", owner: payee, nano: 12_340_000_000n }]);
  const csv = await textOf(await exportLooseEnd(system(), { end: "payments" }));
  expect(csv).toContain("pay_loose,2026-08-01T00:00:00.000Z,");
  expect(csv).toContain(",12340000000,12.340000000\r\n");
  expect(csv).toContain("# open,1\r\n# amount_nano,12340000000\r\n");
  await expect(exportLooseEnd(system(), { end: "hopes" })).rejects.toMatchObject({ code: "not_found" });
  await expect(listLooseEnd(system(), { end: "hopes" })).rejects.toMatchObject({ code: "not_found" });
  await services.db.pool.query("DELETE FROM payment WHERE id = 'pay_loose'");
});

test("calls against books is right before and after what is new was counted, and counts a month anew", async () => {
  const lines = async () => (await getReport(system(), { report: "calls-and-books", period: "2026-08" })).rows;
  const before = await lines();
  expect(before.filter(({ expected, actual }) => expected !== actual)).toEqual([]);
  expect(before.find(({ type }) => type === "customer_credit")).toMatchObject({ expected: -1_000_000_005n });
  await rollUpCalls(services);
  expect(await lines()).toEqual(before);
  await services.db.pool.query("UPDATE counted_settlement SET calls = calls + 1 WHERE period = '2026-08-01'");
  expect(await lines()).not.toEqual(before);
  await services.db.pool.query("INSERT INTO recount_month VALUES ('2026-08-01')");
  await rollUpCalls(services);
  expect(await lines()).toEqual(before);
});

test("a download that its reader leaves holds no connection", async () => {
  for (let round = 0; round < 20; round++) {
    const { pieces } = await exportReport(system(), { report: "customer-liability", period: "2026-07" });
    await pieces.next();
    await pieces.return(undefined);
  }
  expect(services.db.pool.waitingCount).toBe(0);
  await expect(getReport(system(), { report: "loose-ends" })).resolves.toMatchObject({ id: "loose-ends" });
});

test("a long report is printed in part, says so, and its totals are those of all", async () => {
  const { pool } = services.db;
  await pool.query(
    `INSERT INTO workspace (id, slug, name) SELECT 'wsp_long' || n, 'long-' || n, 'Long ' || n FROM generate_series(1, 2100) n`,
  );
  await post("2026-08-22", "adjustment", [
    ...Array.from({ length: 2_100 }, (_, n): Posting => {
      return { type: "builder_payable", owner: `wsp_long${n + 1}`, amountNano: BigInt(n + 1) };
    }),
    { type: "rounding", owner: "platform", amountNano: -2_206_050n },
  ]);
  const view = await getReport(system(), { report: "payables", period: "2026-08" });
  const { pdf } = await printReport(system(), { report: "payables", period: "2026-08" });
  const text = await textOfPdf(pdf);
  expect(text).toContain("of which the first 2000 are printed");
  expect(text).toContain(`total_closing_nano ${view.totals.closing}`);
});

test("a period that is none is refused in a sentence", async () => {
  const attempts = [
    getReport(system(), { report: "payables", period: "2026-13" }),
    getReport(system(), { report: "payee-totals", period: "2026-07" }),
  ];
  await expectRefused(attempts, "invalid_input");
  await expectRefused([getReport(system(), { report: "nothing" })], "not_found");
});
