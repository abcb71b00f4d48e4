import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";
import { type RollUpResult, rollUpDays } from "./roll-up-days.ts";
import { setAttributionDay } from "./set-attribution-day.ts";

export const ROLL_UP_USAGE_JOB = "roll-up-usage";

/** Brings `usage_day` and `attribution_day` up to date, which pages of usage read instead of the calls. */
export async function rollUpUsage(services: Pick<Services, "db">): Promise<RollUpResult> {
  return await rollUpDays(services, ROLL_UP_USAGE_JOB, async (tx, day) => {
    await setDay(tx, day);
    await setAttributionDay(tx, day);
  });
}

/** Call ids carry their admission time, so a range of ids with an hour to spare on both sides finds the day's calls without reading others. */
async function setDay(tx: Transaction, day: string): Promise<void> {
  await tx.$executeRaw`
    WITH bounds AS (
      SELECT ${day}::date::timestamp AT TIME ZONE 'UTC' AS since, (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' AS until
    ), used AS (
      SELECT c.*, input_tokens(c.units) AS input_tokens, output_tokens(c.units) AS output_tokens, coalesce(f.back, 0) AS refunded
        FROM bounds b, call c
          LEFT JOIN (SELECT call_id, sum(cost_nano + fee_nano + surcharge_nano) AS back FROM call_refund GROUP BY call_id) f ON f.call_id = c.id
        WHERE c.id >= uuid_v7_floor(b.since - interval '1 hour') AND c.id < uuid_v7_floor(b.until + interval '1 hour')
          AND c.event_at >= b.since AND c.event_at < b.until
    )
    INSERT INTO usage_day AS old (workspace_id, day, key_id, model_id, provider_id, app_id, calls, failed_calls, input_tokens,
        output_tokens, cost_nano, fee_nano, surcharge_nano, charge_nano, refunded_nano)
      SELECT workspace_id, ${day}::date, key_id, model_id, coalesce(provider_id, ''), coalesce(app_id, ''), count(*)::integer,
          (count(*) FILTER (WHERE outcome IN ('failed', 'void')))::integer, sum(input_tokens)::bigint, sum(output_tokens)::bigint,
          sum(cost_nano)::bigint, sum(fee_nano)::bigint, sum(surcharge_nano)::bigint, sum(charge_nano)::bigint,
          sum(refunded)::bigint
        FROM used GROUP BY workspace_id, key_id, model_id, coalesce(provider_id, ''), coalesce(app_id, '')
      ON CONFLICT (workspace_id, day, key_id, model_id, provider_id, app_id) DO UPDATE
        SET calls = excluded.calls, failed_calls = excluded.failed_calls, input_tokens = excluded.input_tokens,
          output_tokens = excluded.output_tokens, cost_nano = excluded.cost_nano, fee_nano = excluded.fee_nano,
          surcharge_nano = excluded.surcharge_nano, charge_nano = excluded.charge_nano, refunded_nano = excluded.refunded_nano
        WHERE (old.calls, old.failed_calls, old.charge_nano, old.refunded_nano) IS DISTINCT FROM
          (excluded.calls, excluded.failed_calls, excluded.charge_nano, excluded.refunded_nano)`;
}
