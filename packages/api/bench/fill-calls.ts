import type { Services } from "@tollgate/marketplace/context";
import { rollUpCalls } from "@tollgate/marketplace/roll-ups/roll-up-calls";
import { rollUpSignals } from "@tollgate/marketplace/signals/roll-up-signals";
import type { Belongings } from "../src/testing/attacks.ts";

const DAYS = 45;
const BATCH = 100_000;

/**
 * Writes calls of the last 45 days in large statements, half of them of the workspace, and rolls them up as the worker does. No journals: what
 * is measured reads calls and roll-ups, and books are another bench.
 */
export async function fillCalls(db: Services["db"], ids: Belongings, calls: number): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query("SET ROLE NONE");
    await client.query("SELECT ensure_call_partitions((now() - interval '60 days')::date, now()::date)");
    await client.query("SET session_replication_role = replica");
    for (let first = 0; first < calls; first += BATCH) {
      const size = Math.min(BATCH, calls - first);
      await timed(`${first + size} calls`, () => client.query(FILL, [first, size, calls, DAYS, ...namesOf(ids)]));
    }
    // Without triggers nothing noted that these are to be counted.
    await client.query("INSERT INTO recount_day SELECT DISTINCT (event_at AT TIME ZONE 'UTC')::date FROM call");
    await client.query("ANALYZE");
  } finally {
    client.release(true);
  }
  await timed("usage and earnings rolled up", () => rollUpCalls({ db }));
  await timed("signals rolled up", () => rollUpSignals({ db, now: () => new Date() }));
  await db.pool.query("ANALYZE usage_day, earnings_day, endpoint_slot, attribution_day").catch(() => undefined);
}

function namesOf({ workspaceId, keyId, appId, grantId, marginVersionId, providerId, endpointId }: Belongings) {
  return [workspaceId, keyId, appId, grantId, marginVersionId, providerId, endpointId];
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${name}`);
  return result;
}

const FILL = `
  WITH n AS (
    SELECT n, now() - make_interval(secs => ($3::float8 - n) / $3 * $4::integer * 86400) AS at,
        n % 2 = 0 AS mine, n % 4 = 0 AS in_app, n % 50 = 0 AS failed, 1000 + n % 3000 AS input, 100 + n % 700 AS output
      FROM generate_series($1::bigint, $1::bigint + $2::bigint - 1) n
  ), priced AS (SELECT *, CASE WHEN failed THEN 0 ELSE input * 1000 + output * 2000 END AS cost FROM n)
  INSERT INTO call (id, workspace_id, key_id, app_id, grant_id, builder_workspace_id, model_id, provider_id, provider_workspace_id, endpoint_id,
      price_version_id, fee_version_id, margin_version_id, units, cost_nano, fee_nano, surcharge_nano, charge_nano, hold_nano, outcome,
      usage_source, finish_reason, attempts, streamed, first_content_ms, duration_ms, event_at, booked_at, journal_id)
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8'
          || substr(md5(n::text), 1, 15))::uuid,
        CASE WHEN mine THEN $5 ELSE 'wsp_other' || n % 199 END, CASE WHEN mine THEN $6 ELSE 'key_other' || n % 199 END,
        CASE WHEN in_app THEN $7 END, CASE WHEN in_app THEN $8 END, CASE WHEN in_app THEN $5 END, 'acme/echo-1',
        CASE WHEN NOT failed THEN $10 END, CASE WHEN NOT failed THEN $5 END, CASE WHEN NOT failed THEN $11 END, NULL, 'fee_initial',
        CASE WHEN in_app THEN $9 END, jsonb_build_object('input', input, 'output', output), cost, cost / 20,
        CASE WHEN in_app THEN cost / 5 ELSE 0 END, cost + cost / 20 + CASE WHEN in_app THEN cost / 5 ELSE 0 END, 1000000000,
        CASE WHEN failed THEN 'failed' ELSE 'completed' END, CASE WHEN failed THEN 'none' ELSE 'reported' END,
        CASE WHEN NOT failed THEN 'stop' END,
        jsonb_build_array(jsonb_build_object('endpointId', $11::text, 'providerSlug', 'echo', 'status', CASE WHEN failed THEN 503 ELSE 200 END,
          'result', CASE WHEN failed THEN 'upstream_error' ELSE 'served' END, 'durationMs', 200)),
        n % 3 = 0, 100 + n % 400, 400 + n % 2000, at, at + interval '1 second', NULL
      FROM priced`;
