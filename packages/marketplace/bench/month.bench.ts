// `pnpm bench month [payees] [calls] [paid]`: a month of calls, 200,000 unless told otherwise, that are owed to 20,000 payees: closing it, computing its
// payout run, approving and paying it, and every report and download over it. Time of each, and the most memory this process and the busiest
// Postgres backend took. The processor is a function that answers at once: what is measured is ours. How the month is made: month-of-calls.ts.
import { newId } from "@tollgate/db/ids";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { loadActor } from "../src/access/load-actor.ts";
import type { Context } from "../src/context.ts";
import { openServices } from "../src/open-services.ts";
import { linkJournals } from "../src/operations/link-journals.ts";
import { advancePayoutRuns, finishPayoutRun } from "../src/payouts/advance-payout-runs.ts";
import { approvePayoutRun } from "../src/payouts/approve-payout-run.ts";
import { closeMonth } from "../src/payouts/close-month.ts";
import { computePayoutRun } from "../src/payouts/compute-payout-run.ts";
import { exportPayoutRun } from "../src/payouts/export-payout-run.ts";
import { getPayoutRun } from "../src/payouts/get-payout-run.ts";
import { payItem } from "../src/payouts/pay-item.ts";
import type { PayoutProcessor } from "../src/payouts/payout-processor.ts";
import { reviewPayoutRun } from "../src/payouts/review-payout-run.ts";
import { startPayoutRun } from "../src/payouts/start-payout-run.ts";
import { exportReport } from "../src/reports/export-report.ts";
import { getReport } from "../src/reports/get-report.ts";
import { REPORTS } from "../src/reports/report-list.ts";
import { rollUpCalls } from "../src/roll-ups/roll-up-calls.ts";
import { TEST_ENCRYPTION_KEYS } from "../src/testing/fixture.ts";
import { withTwoFactors } from "../src/testing/two-factors.ts";
import { fillMonth } from "./month-of-calls.ts";
import { backendPeakMegabytes, processorSeconds, serverOf } from "./processor-time.ts";

const PAYEES = Number(process.argv[2] ?? 20_000);
const CALLS = Number(process.argv[3] ?? 200_000);
/** How many of them are paid; all unless told otherwise. */
const PAID = Number(process.argv[4] ?? PAYEES);
const WORKERS = 8;

const lastMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 1));
const MONTH = lastMonth.toISOString().slice(0, 7);

let transfers = 0;
const processor: PayoutProcessor = {
  accounts: {
    create: () => Promise.reject(new Error("nobody is new")),
    read: () => Promise.reject(new Error("nobody asks")),
    onboardingLink: () => Promise.reject(new Error("nobody is new")),
  },
  createTransfer: async () => ({ kind: "sent", transferId: `tr_${++transfers}` }),
  findTransfers: async () => [],
};

const database = await createTestDatabase();
const services = openServices({
  ...{ databaseUrl: database.url, redisUrl: database.redisUrl, encryptionKeys: TEST_ENCRYPTION_KEYS, smtp: null },
  ...{ payments: null, egressAllow: [], connections: WORKERS + 2 },
  ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
});
const system: Context = { ...services, payouts: processor, actor: { kind: "system" } };
const { prisma, pool } = services.db;
const { rows: pids } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
const serverPid = serverOf(pids[0]?.pid ?? 0);

async function fill(): Promise<void> {
  const began = performance.now();
  const progress = (calls: number) => {
    if (calls % 1_000_000 === 0)
      console.log(`  ${calls.toLocaleString("en")} calls after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  };
  await fillMonth(database.url, { payees: PAYEES, calls: CALLS, startMs: lastMonth.getTime() }, progress);
}

let peak = 0;
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
sampler.unref();
setInterval(() => processorSeconds(serverPid), 1_000).unref();

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  globalThis.gc?.();
  peak = process.memoryUsage.rss();
  const [began, before, cpu] = [performance.now(), peak, processorSeconds(serverPid)];
  const result = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(8);
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`.padStart(8);
  const used = (processorSeconds(serverPid) - cpu).toFixed(1).padStart(7);
  console.log(
    `${name.padEnd(44)}${seconds} s${used} s of processor${megabytes(peak)} at most,${megabytes(peak - before)} more`,
  );
  return result;
}

/** Reads a download to its end, keeping none of it. */
async function drained(pieces: AsyncIterable<string>): Promise<number> {
  let bytes = 0;
  for await (const piece of pieces) bytes += Buffer.byteLength(piece);
  return bytes;
}

/** Two people of finance. */
async function approvers(): Promise<Context[]> {
  return await Promise.all(
    [1, 2].map(async (n) => {
      const userId = newId("user");
      const email = `finance-${n}@example.com`;
      await prisma.user.create({ data: { id: userId, email, name: `Finance ${n}`, platformRole: "finance" } });
      const actor = withTwoFactors(await loadActor(services, userId));
      return { ...services, actor };
    }),
  );
}

async function payAll(runId: string): Promise<void> {
  const [work] = await advancePayoutRuns(system);
  const items = (work?.itemIds ?? []).slice(0, PAID);
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      for (let itemId = items.pop(); itemId; itemId = items.pop()) await payItem(system, { itemId });
    }),
  );
  const status = await finishPayoutRun(system, runId);
  if (status !== "done" && PAID >= PAYEES) throw new Error(`the run is ${status}`);
}

console.log(
  `${CALLS.toLocaleString("en")} calls of ${MONTH}, ${PAYEES.toLocaleString("en")} payees, ${WORKERS} workers`,
);
await timed("calls settled", fill);
await timed("journals linked into the chain", () => linkJournals(services));
await timed("usage and earnings rolled up", () => rollUpCalls(services));
await timed("month closed", () => closeMonth(system, { month: MONTH }));
const { run } = await timed("run computed", () => computePayoutRun(system, { month: MONTH }));
const again = await timed("run computed again, the same hash", () => computePayoutRun(system, { month: MONTH }));
if (again.run.hash !== run.hash || again.created) throw new Error("the same books gave another hash");
await timed("run reviewed", () => reviewPayoutRun(system, { runId: run.id }));
await timed("run shown, a page of it", () => getPayoutRun(system, { runId: run.id }));
await timed("run downloaded", async () => await drained((await exportPayoutRun(system, { runId: run.id })).pieces));
for (const ctx of await approvers()) await approvePayoutRun(ctx, { runId: run.id, hash: run.hash });
await startPayoutRun(system, { runId: run.id });
await timed(`run paid, ${PAID.toLocaleString("en")} payees`, () => payAll(run.id));
if (transfers !== Math.min(PAID, run.totals.payablePayees))
  throw new Error(`${transfers} transfers for ${run.totals.payablePayees} payees`);
for (const { id, period } of REPORTS) {
  const asked = { report: id, period: period === "month" ? MONTH : period === "year" ? MONTH.slice(0, 4) : undefined };
  await timed(`report ${id}, shown`, () => getReport(system, asked));
  await timed(`report ${id}, downloaded`, async () => await drained((await exportReport(system, asked)).pieces));
}
console.log(
  `${transfers} transfers; the busiest Postgres backend took ${backendPeakMegabytes(serverPid)} MB, shared buffers included`,
);
await services.close();
await database.close();
