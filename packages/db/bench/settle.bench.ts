// `pnpm bench settle [seconds]`: settles batches of 2,000 distinct calls with one worker and with two, and prints calls per second.
import { openDatabase } from "../src/open-database.ts";
import { type SettlementRow, settleCalls } from "../src/settle-calls.ts";
import { callIdAt, settlementRow } from "../src/testing/settlement-row.ts";
import { createTestDatabase } from "../src/testing/test-database.ts";

const BATCH = 2_000;
const CUSTOMERS = 200;
const PAYEES = 40;
const seconds = Math.min(Number(process.argv[2] ?? 6), 60);

function batch(startMs: number): SettlementRow[] {
  return Array.from({ length: BATCH }, (_, i) =>
    settlementRow(callIdAt(startMs + i), {
      workspaceId: `wsp_customer${(startMs + i) % CUSTOMERS}`,
      providerWorkspaceId: `wsp_provider${i % PAYEES}`,
      builderWorkspaceId: i % 3 === 0 ? `wsp_builder${i % PAYEES}` : null,
      legs: [BigInt(1_000_000 + i), BigInt(50_000 + i), i % 3 === 0 ? BigInt(200_000 + i) : 0n],
    }),
  );
}

async function run(workers: number): Promise<number> {
  const test = await createTestDatabase();
  const db = openDatabase({ url: test.url, connections: workers * 2 });
  const start = Date.UTC(2026, 9, 1);
  let next = 0;
  let calls = 0;
  const worker = async (until: number) => {
    while (performance.now() < until) {
      const rows = batch(start + next++ * BATCH);
      calls += (await settleCalls(db.pool, rows)).length;
    }
  };
  await Promise.all(Array.from({ length: workers }, () => worker(performance.now() + 500)));
  calls = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: workers }, () => worker(began + seconds * 1000)));
  const rate = calls / ((performance.now() - began) / 1000);
  await db.close();
  await test.close();
  return rate;
}

console.warn(`workers  calls/s   (batches of ${BATCH}, ${CUSTOMERS} customers, ${PAYEES} payees, ${seconds} s each)`);
for (const workers of [1, 2])
  console.warn(
    `${String(workers).padStart(7)}  ${Math.round(await run(workers))
      .toLocaleString("en")
      .padStart(7)}`,
  );
