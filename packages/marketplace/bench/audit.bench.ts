// `pnpm bench audit [calls] [calls per batch]`: fills a database with settled calls, a million unless told otherwise, and audits all of it:
// time of each check, of a whole pass and of one that goes on from it, and the most memory this process and its Postgres backend took.
import { readFileSync } from "node:fs";
import { type SettlementRow, settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import { priceCall } from "@tollgate/pricing/price-call";
import { type OpenedServices, openServices } from "../src/open-services.ts";
import type { AuditScope } from "../src/operations/audit/audit-scope.ts";
import { checkBills } from "../src/operations/audit/check-bills.ts";
import { checkBooks } from "../src/operations/audit/check-books.ts";
import { checkChain } from "../src/operations/audit/check-chain.ts";
import { checkOrphans } from "../src/operations/audit/check-orphans.ts";
import { checkPromotional } from "../src/operations/audit/check-promotional.ts";
import { auditLedger } from "../src/operations/audit-ledger.ts";
import { linkJournals } from "../src/operations/link-journals.ts";
import { createFixture, type Fixture, TEST_ENCRYPTION_KEYS } from "../src/testing/fixture.ts";

const CALLS = Number(process.argv[2] ?? 1_000_000);
const BATCH = Number(process.argv[3] ?? 500);
const CUSTOMERS = 2_000;
const PAYEES = 100;
const PRICES = completeTokenPrices({ input: 2_500_000_000n, output: 10_000_000_000n });
const FEE = { id: "fee_initial", basisPoints: 500, fixedNano: 0n };
const MARGIN_BASIS_POINTS = 2_000;

const CHECKS = {
  "hash chain": checkChain,
  "balances, journals, calls": checkBooks,
  "second bill of every call": checkBills,
  "promotional credit": checkPromotional,
  orphans: checkOrphans,
} as const;

function callNumber(n: number, { providers, app }: Fixture, startMs: number): SettlementRow {
  const [provider] = providers;
  const units = { input: 100 + (n % 4_000), output: 1 + (n % 900) };
  const viaApp = n % 3 === 0;
  const terms = { basisPoints: MARGIN_BASIS_POINTS, perRequestNano: 0n, perMillionTokensNano: 0n };
  const margin = { ...terms, perMillionUnitsNano: {}, minimumNano: 0n, capNano: null };
  const priced = priceCall(units, { prices: PRICES, fee: FEE, margin: viaApp ? margin : null });
  if (priced.kind === "unpriced") throw new Error("every bucket has a price");
  const row = settlementRow(callIdAt(startMs + Math.floor(n / 10)), {
    workspaceId: `wsp_customer${n % CUSTOMERS}`,
    providerWorkspaceId: `wsp_provider${n % PAYEES}`,
    builderWorkspaceId: viaApp ? `wsp_builder${n % PAYEES}` : null,
    legs: [0n, 0n, 0n],
  });
  const versions = {
    priceVersionId: provider?.priceVersionId ?? null,
    marginVersionId: viaApp ? app.marginVersionId : null,
  };
  return { ...row, ...versions, units, legs: priced.legs };
}

async function fill(services: OpenedServices, fixture: Fixture): Promise<void> {
  const now = new Date();
  const startMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  for (let first = 0; first < CALLS; first += BATCH) {
    const size = Math.min(BATCH, CALLS - first);
    const rows = Array.from({ length: size }, (_, index) => callNumber(first + index, fixture, startMs));
    await settleCalls(services.db.pool, rows);
  }
  await services.db.pool.query("ANALYZE");
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${name.padEnd(32)} ${((performance.now() - began) / 1000).toFixed(1).padStart(8)} s`);
  return result;
}

/** Most memory the one backend of the pool had at any time, shared buffers included; 0 where there is no /proc. */
async function backendPeakMegabytes({ db }: OpenedServices): Promise<number> {
  const { rows } = await db.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  try {
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, "utf8");
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function timeChecks({ db }: OpenedServices): Promise<void> {
  const client = await db.pool.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  const scope: AuditScope = { client, full: true, after: 0n, now: new Date() };
  for (const [name, check] of Object.entries(CHECKS)) {
    const findings = await timed(`  ${name}`, () => check(scope));
    for (const { sentence } of findings) console.log(`    ${sentence}`);
  }
  await client.query("ROLLBACK");
  client.release();
}

const database = await createTestDatabase();
const stores = { databaseUrl: database.url, redisUrl: database.redisUrl };
const fixture = await createFixture({ ...stores, endpoints: [{ slug: "one", baseUrl: "http://127.0.0.1:1/v1" }] });
// Two connections are one for Prisma and one for everything the audit asks.
const services = openServices({
  ...{ ...stores, encryptionKeys: TEST_ENCRYPTION_KEYS, smtp: null, payments: null, egressAllow: [], connections: 2 },
  ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
});
console.log(`${CALLS.toLocaleString("en")} calls in batches of ${BATCH}, ${CUSTOMERS} customers, ${3 * PAYEES} payees`);
await timed("settled", () => fill(services, fixture));
await timed("journals linked", () => linkJournals(services));
const before = process.resourceUsage().maxRSS;
await timeChecks(services);
const full = await timed("a whole pass", () => auditLedger(services, { full: true }));
await timed("a pass that goes on from it", () => auditLedger(services, { full: false }));
const after = process.resourceUsage().maxRSS;
console.log(`findings: ${full.findings.length}, entries: ${full.entries}, links: ${full.chainPosition}`);
console.log(
  `memory: this process ${Math.round(after / 1024)} MB at most, ${Math.round((after - before) / 1024)} MB of it for the audit`,
);
console.log(`        its Postgres backend ${await backendPeakMegabytes(services)} MB at most, shared buffers included`);
await services.close();
await fixture.close();
await database.close();
