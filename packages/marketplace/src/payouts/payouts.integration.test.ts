import { createHash, randomUUID } from "node:crypto";
import { newId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { writeJournal } from "@tollgate/db/testing/write-journal";
import { JOURNAL_KINDS } from "@tollgate/ledger/journal-kinds";
import type { Posting } from "@tollgate/ledger/posting";
import { expect, test } from "vitest";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { enablePayouts, fakeProcessor, newPayee } from "../testing/payees.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, ownerUrl, services, useVerbs } from "../testing/verbs.ts";
import { approvePayoutRun } from "./approve-payout-run.ts";
import { closeMonth } from "./close-month.ts";
import { computePayoutRun } from "./compute-payout-run.ts";
import { exportPayoutRun } from "./export-payout-run.ts";
import { exportPayoutRuns } from "./export-payout-runs.ts";
import { getPayoutRun } from "./get-payout-run.ts";
import { listPayoutRuns } from "./list-payout-runs.ts";
import { listStatements } from "./list-statements.ts";
import { previewPayoutRun } from "./preview-payout-run.ts";
import type { PayoutItemView } from "./run-view.ts";
import { startPayoutRun } from "./start-payout-run.ts";

useVerbs();

// Closing a month closes those before it, so each test works in a later month than the ones above it.
const momentIn = (month: string) => Date.parse(`${month}-10T12:00:00Z`);

async function earn(month: string, payee: { provider?: string; builder?: string }, legs: [bigint, bigint, bigint]) {
  const row = settlementRow(callIdAt(momentIn(month)), {
    providerWorkspaceId: payee.provider,
    builderWorkspaceId: payee.builder,
    legs,
  });
  expect(await settleCalls(services.db.pool, [row])).toHaveLength(1);
}

async function post(month: string, kind: keyof typeof JOURNAL_KINDS, postings: Posting[]) {
  await writeJournal(ownerUrl, { kind, eventAt: new Date(momentIn(month)), postings });
}

async function allItems(runId: string, limit = 200): Promise<PayoutItemView[]> {
  const items: PayoutItemView[] = [];
  let cursor: string | null = null;
  do {
    const page = await getPayoutRun(system(), { runId, cursor, limit });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function payable(owner: string): Promise<bigint> {
  const { rows } = await services.db.pool.query<{ sum: bigint }>(
    `SELECT coalesce(sum(e.amount_nano), 0)::bigint AS sum FROM entry e JOIN ledger_account a ON a.id = e.account_id
      WHERE a.owner = $1 AND a.type IN ('provider_payable', 'builder_payable')`,
    [owner],
  );
  return rows[0]?.sum ?? 0n;
}

test("a statement equals the ledger to the nano, part by part, and computing again gives the same run", async () => {
  const both = await newPayee();
  await earn("2026-03", { provider: both }, [30_000_000_001n, 7n, 0n]);
  await earn("2026-04", { provider: both, builder: both }, [40_000_000_003n, 11n, 5_000_000_009n]);
  await post("2026-04", "adjustment", [
    { type: "provider_payable", owner: both, amountNano: -13n },
    { type: "rounding", owner: "platform", amountNano: 13n },
  ]);
  await post("2026-04", "call_reversal", [
    { type: "builder_payable", owner: both, amountNano: -17n },
    { type: "customer_credit", owner: "wsp_test", amountNano: 17n },
  ]);
  await post("2026-04", "holdback_in", [
    { type: "provider_payable", owner: both, amountNano: -1_000n },
    { type: "payee_holdback", owner: both, amountNano: 1_000n },
  ]);
  await post("2026-04", "holdback_out", [
    { type: "provider_payable", owner: both, amountNano: 400n },
    { type: "payee_holdback", owner: both, amountNano: -400n },
  ]);
  await post("2026-04", "payout_start", [
    { type: "provider_payable", owner: both, amountNano: -30_000_000_000n },
    { type: "payout_clearing", owner: "platform", amountNano: 30_000_000_000n },
  ]);
  const first = await computePayoutRun(system(), { month: "2026-04" });
  const item = (await allItems(first.run.id)).find((one) => one.payeeWorkspaceId === both);
  expect(item).toMatchObject({
    // A payee's first months set a tenth of what they earned aside.
    openingNano: 27_000_000_001n,
    providerEarnedNano: 40_000_000_003n,
    builderEarnedNano: 5_000_000_009n,
    adjustmentsNano: -13n,
    reversalsNano: -17n,
    paidNano: -30_000_000_000n,
    holdbackInNano: 4_500_001_000n,
    holdbackOutNano: 400n,
    netNano: await payable(both),
    payableCents: 3_749n,
    carryReason: null,
  });

  const again = await computePayoutRun(system(), { month: "2026-04" });
  expect(again.created).toBe(false);
  expect(again.run).toEqual(first.run);
  expect(await services.db.prisma.payoutRun.count({ where: { month: new Date("2026-04-01") } })).toBe(1);
});

test("every journal kind that can move a payable is part of the statement", async () => {
  const payee = newId("workspace");
  const kinds = Object.entries(JOURNAL_KINDS).filter(([kind, types]) => {
    const touched: readonly string[] = types;
    return kind !== "call_settlement" && touched.includes("provider_payable");
  });
  let nano = 1n;
  for (const [kind, types] of kinds) {
    const other = types.find((type) => !type.endsWith("_payable"));
    if (!other) throw new Error(`${kind} moves payables only`);
    const owner = ["customer_credit", "customer_promotional_credit", "payee_holdback"].includes(other)
      ? payee
      : "platform";
    const known = Object.keys(JOURNAL_KINDS).find((one): one is keyof typeof JOURNAL_KINDS => one === kind);
    if (!known) throw new Error(`${kind} is unknown`);
    await post("2026-05", known, [
      { type: "provider_payable", owner: payee, amountNano: nano },
      { type: other, owner, amountNano: -nano },
    ]);
    nano *= 10n;
  }
  const { items } = await previewPayoutRun(system(), { month: "2026-05" });
  expect(items.find((one) => one.payeeWorkspaceId === payee)?.netNano).toBe(await payable(payee));
});

test("closing waits for bookings in flight, and what is booked later goes to the next month", async () => {
  const payee = newId("workspace");
  const booking = await services.db.pool.connect();
  await booking.query("BEGIN");
  await booking.query(
    `SELECT post_journal('payout_failed', $1, '\\x00', $2, 'test', NULL, ARRAY['provider_payable', 'payout_clearing'], ARRAY[$3, 'platform'], ARRAY[50, -50]::bigint[])`,
    [randomUUID(), new Date(momentIn("2026-06")), payee],
  );
  let closed = false;
  const closing = closeMonth(system(), { month: "2026-06" }).then(() => {
    closed = true;
  });
  for (let waiting = 0n; waiting === 0n; ) {
    const { rows } = await services.db.pool.query<{ waiting: bigint }>(
      "SELECT count(*) AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    waiting = rows[0]?.waiting ?? 0n;
  }
  expect(closed).toBe(false);
  await booking.query("COMMIT");
  booking.release();
  await closing;

  await earn("2026-06", { provider: payee }, [7n, 0n, 0n]);
  const [june, july] = [
    await previewPayoutRun(system(), { month: "2026-06" }),
    await previewPayoutRun(system(), { month: "2026-07" }),
  ];
  expect(june.period).toBe("closed");
  expect(june.items.find((one) => one.payeeWorkspaceId === payee)?.netNano).toBe(50n);
  expect(july.items.find((one) => one.payeeWorkspaceId === payee)).toMatchObject({
    openingNano: 50n,
    providerEarnedNano: 7n,
    netNano: 57n,
  });
});

test("two computations at once give one run; another result gives a new revision beside the old one", async () => {
  const payee = await newPayee();
  await earn("2026-07", { provider: payee }, [100_000_000_000n, 0n, 0n]);
  const compute = () => computePayoutRun(system(), { month: "2026-07" });
  const pause = (pausedAt: Date | null) =>
    services.db.prisma.payoutAccount.update({
      where: { workspaceId: payee },
      data: { pausedAt, pauseNote: pausedAt && "Looked into" },
    });
  const [one, two] = await Promise.all([compute(), compute()]);
  expect(one.run.id).toBe(two.run.id);
  expect([one.created, two.created].filter(Boolean)).toHaveLength(1);

  await pause(new Date());
  const next = await compute();
  expect(next).toMatchObject({ created: true, run: { revision: 2, isSuperseded: false } });
  expect((await getPayoutRun(system(), { runId: one.run.id })).run.isSuperseded).toBe(true);
  await pause(null);
  const third = await compute();
  expect(third).toMatchObject({ created: true, run: { revision: 3, hash: two.run.hash } });

  for (const person of [await newDutyHolder("finance"), await newDutyHolder("finance")])
    await approvePayoutRun(await person.ctx(), { runId: third.run.id, hash: third.run.hash });
  await startPayoutRun({ ...system(), payouts: fakeProcessor() }, { runId: third.run.id });
  await pause(new Date());
  await expect(compute()).rejects.toMatchObject({ code: "precondition_failed" });
  await expect(
    services.db.prisma.payoutRun.update({ where: { id: third.run.id }, data: { status: "approved" } }),
  ).rejects.toThrow("permission denied");
});

test("a run of more payees than one fetch has each of them once, and its export has the same totals", async () => {
  const rows = Array.from({ length: 1_201 }, (_, index) =>
    settlementRow(callIdAt(momentIn("2026-08") + index), {
      providerWorkspaceId: `wsp_many${String(index).padStart(5, "0")}`,
      legs: [BigInt(index) * 1_000_000_000n + 1n, 1n, 0n],
    }),
  );
  for (let start = 0; start < rows.length; start += 500)
    await settleCalls(services.db.pool, rows.slice(start, start + 500));
  await services.db.prisma.workspace.create({ data: { id: "wsp_many00500", slug: "formula", name: "=1+1" } });
  const { run } = await computePayoutRun(system(), { month: "2026-08" });
  const items = await allItems(run.id);
  const many = items.filter((item) => item.payeeWorkspaceId.startsWith("wsp_many"));
  expect(new Set(many.map((item) => item.payeeWorkspaceId)).size).toBe(1_201);
  expect(items.length).toBe(run.totals.payees);
  expect(items.reduce((sum, item) => sum + item.netNano, 0n)).toBe(run.totals.netNano);
  expect(items.map((item) => item.netNano)).toEqual(items.map((item) => item.netNano).sort((a, b) => (a > b ? -1 : 1)));

  const csv = await downloaded(run.id);
  const lines = csv.split("\r\n");
  expect(lines.filter((line) => line.startsWith("2026-08,"))).toHaveLength(run.totals.payees);
  expect(lines).toContain(`# total_net_nano,${run.totals.netNano}`);
  expect(lines).toContain(`# run_hash,${run.hash}`);
  const [body = "", hash] = csv.split("# sha256,");
  expect(hash?.trim()).toBe(createHash("sha256").update(body).digest("hex"));
  expect(csv).toContain(",'=1+1,");
  expect(await downloaded(run.id)).toBe(csv);
});

test("a month that is not over can be looked at but neither closed nor computed", async () => {
  const month = new Date().toISOString().slice(0, 7);
  // One that is over and open: what is refused for the running month closes nothing before it either.
  await earn("2026-09", { provider: newId("workspace") }, [9n, 0n, 0n]);
  expect((await previewPayoutRun(system(), { month })).period).toBe("open");
  const before = await services.db.prisma.ledgerPeriod.count();
  await expect(closeMonth(system(), { month })).rejects.toMatchObject({ code: "precondition_failed", field: "month" });
  await expect(computePayoutRun(system(), { month })).rejects.toMatchObject({ code: "precondition_failed" });
  await expect(computePayoutRun(system(), { month: "2026-13" })).rejects.toMatchObject({
    code: "invalid_input",
    field: "month",
  });
  // A clock of ours that runs ahead does not open the way either: the database has its own.
  const ahead = { ...system(), now: () => new Date("2999-01-15T00:00:00Z") };
  for (const later of [month, "2998-12"])
    await expect(closeMonth(ahead, { month: later })).rejects.toMatchObject({ code: "precondition_failed" });
  expect(await services.db.prisma.ledgerPeriod.count()).toBe(before);
});

test("finance sees runs, a payee sees its own statements, nobody else sees either", async () => {
  const [payee, other, finance] = [await newPerson(), await newPerson(), await newDutyHolder("finance")];
  await enablePayouts(payee.workspaceId);
  await earn("2026-09", { builder: payee.workspaceId }, [0n, 0n, 30_000_000_000n]);
  const { run } = await computePayoutRun(await finance.ctx(), { month: "2026-09" });
  expect(run.computedBy).toBe("finance");
  const { runs } = await listPayoutRuns(await finance.ctx());
  expect(runs[0]).toEqual(run);
  const csv = (await textOf(await exportPayoutRuns(await finance.ctx()))).split("\r\n");
  expect(csv.slice(1, runs.length + 1).map((line) => line.split(",").slice(0, 3))).toEqual(
    runs.map(({ id, month, revision }) => [id, month, `${revision}`]),
  );
  const standing = runs.filter(({ isSuperseded }) => !isSuperseded);
  expect(csv.slice(runs.length + 1, runs.length + 4)).toEqual([
    `# runs,${runs.length}`,
    `# runs_not_superseded,${standing.length}`,
    `# payable_cents_not_superseded,${standing.reduce((sum, { totals }) => sum + totals.payableCents, 0n)}`,
  ]);
  const statements = await listStatements(await payee.ctx(), { workspaceId: payee.workspaceId });
  expect(statements).toMatchObject([
    { month: "2026-09", netNano: 27_000_000_000n, payableCents: 2_700n, runStatus: "computed" },
  ]);
  expect(await listStatements(await other.ctx(), { workspaceId: other.workspaceId })).toEqual([]);

  const stranger = await other.ctx();
  await expect(listStatements(stranger, { workspaceId: payee.workspaceId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expectRefused(
    [
      listPayoutRuns(stranger),
      getPayoutRun(stranger, { runId: run.id }),
      exportPayoutRun(stranger, { runId: run.id }),
      exportPayoutRuns(stranger),
      previewPayoutRun(stranger, { month: "2026-09" }),
      computePayoutRun(stranger, { month: "2026-10" }),
      closeMonth(stranger, { month: "2026-10" }),
    ],
    "forbidden",
  );
});

async function downloaded(runId: string): Promise<string> {
  return await textOf((await exportPayoutRun(system(), { runId })).pieces);
}
