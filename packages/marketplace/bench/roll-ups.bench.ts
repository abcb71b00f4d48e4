// `pnpm bench roll-ups [calls]`: what a pass over 100 new calls takes while the day has 10,000 calls, ten times as many, and so on up to a million
// unless told otherwise. The day's calls are written by sets and counted; then ten times 100 calls are settled and rolled up.
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { openServices } from "../src/open-services.ts";
import { rollUpCalls } from "../src/roll-ups/roll-up-calls.ts";
import { TEST_ENCRYPTION_KEYS } from "../src/testing/fixture.ts";
import { processorSeconds, serverOf } from "./processor-time.ts";

const MOST = Number(process.argv[2] ?? 1_000_000);
const NEW = 100;
const PASSES = 10;
const DAY_MS = 86_400_000;
/** Yesterday, so that every moment of it is over. */
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;

const database = await createTestDatabase();
const services = openServices({
  ...{ databaseUrl: database.url, redisUrl: database.redisUrl, encryptionKeys: TEST_ENCRYPTION_KEYS, smtp: null },
  ...{ payments: null, egressAllow: [], connections: 4 },
  ...{ consoleUrl: "http://console.test", apiUrl: "http://api.test" },
});
const { pool } = services.db;
const { rows: pids } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
const serverPid = serverOf(pids[0]?.pid ?? 0);
const ownerPool = new (await import("pg")).default.Pool({ connectionString: database.url, max: 1 });

/** 1,000 customers with a key each, 200 models and 2,000 apps. */
async function writeCalls(first: number, until: number): Promise<void> {
  await ownerPool.query(
    `INSERT INTO call (id, workspace_id, key_id, app_id, builder_workspace_id, model_id, provider_id, provider_workspace_id, endpoint_id, fee_version_id,
        units, cost_nano, fee_nano, surcharge_nano, charge_nano, hold_nano, outcome, usage_source, attempts, streamed, duration_ms, event_at, booked_at)
      SELECT (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid, 'wsp_' || n % 1000,
        'key_' || n % 1000, 'app_' || n % 2000, 'wsp_builder' || n % 2000, 'acme/model-' || n % 200, 'prv_' || n % 200, 'wsp_provider' || n % 200,
        'end_' || n % 200, 'fee_initial', '{"input": 1000, "output": 200}', 100, 5, 20, 125, 200, 'completed', 'reported', '[]', false, 200,
        to_timestamp(ms / 1000.0), clock_timestamp()
      FROM (SELECT n, ${START_MS} + n * ${DAY_MS} / ${MOST} AS ms FROM generate_series($1::bigint, $2::bigint) n) made`,
    [first, until - 1],
  );
}

async function settleNew(): Promise<void> {
  const rows = Array.from({ length: NEW }, (_, n) => {
    const row = settlementRow(callIdAt(START_MS + Math.floor(Math.random() * DAY_MS)), {
      ...{ workspaceId: `wsp_${n * 7}`, builderWorkspaceId: `wsp_builder${n * 11}`, legs: [100n, 5n, 20n] },
    });
    return { ...row, priceVersionId: null, keyId: `key_${n * 7}`, modelId: `acme/model-${n}`, appId: `app_${n * 11}` };
  });
  await settleCalls(pool, rows);
}

await pool.query("SELECT ensure_call_partitions($1::date, now()::date)", [new Date(START_MS)]);
for (let calls = 0, next = 10_000; next <= MOST; calls = next, next *= 10) {
  const filled = performance.now();
  for (let first = calls; first < next; first += 100_000) await writeCalls(first, Math.min(first + 100_000, next));
  await ownerPool.query("VACUUM ANALYZE call");
  const counting = performance.now();
  await rollUpCalls(services);
  await ownerPool.query("VACUUM ANALYZE usage_day, earnings_day, uncounted_calls");
  const took = [filled, counting, performance.now()].map((at, n, all) => (at - (all[n - 1] ?? at)) / 1000);
  const passes: number[] = [];
  const cpu = processorSeconds(serverPid);
  let counted = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    await settleNew();
    const began = performance.now();
    counted += (await rollUpCalls(services)).calls;
    passes.push(performance.now() - began);
  }
  if (counted !== NEW * PASSES) throw new Error(`${counted} calls were counted`);
  const processor = (processorSeconds(serverPid) - cpu) * (1_000 / PASSES);
  const [fastest = 0, median = 0] = [passes.toSorted((a, b) => a - b)[0], passes.toSorted((a, b) => a - b)[PASSES / 2]];
  console.log(
    `${next.toLocaleString("en").padStart(10)} calls of the day (written in ${took[1]?.toFixed(1)} s, counted in ${took[2]?.toFixed(1)} s): a pass over ${NEW} new ones ` +
      `${median.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms; settling and counting them takes ${processor.toFixed(0)} ms of processor`,
  );
}
await ownerPool.end();
await services.close();
await database.close();
