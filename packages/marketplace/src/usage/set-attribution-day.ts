import type { Transaction } from "@tollgate/db/open-database";

/** Computes a UTC day of `attribution_day` anew from the calls that say who or what they were for. */
export async function setAttributionDay(tx: Transaction, day: string): Promise<void> {
  await tx.$executeRaw`
    WITH bounds AS (
      SELECT ${day}::date::timestamp AT TIME ZONE 'UTC' AS since, (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' AS until
    ), used AS (
      SELECT c.*, said.kind, said.value, input_tokens(c.units) AS input_tokens, output_tokens(c.units) AS output_tokens,
          coalesce((SELECT sum(f.cost_nano + f.fee_nano + f.surcharge_nano) FROM call_refund f WHERE f.call_id = c.id), 0) AS refunded
        FROM bounds b, call_attribution a JOIN call c ON c.id = a.call_id
          CROSS JOIN LATERAL (VALUES ('user', a.end_user), ('tenant', a.tenant), ('feature', a.feature)) said(kind, value)
        WHERE a.call_id >= uuid_v7_floor(b.since - interval '1 hour') AND a.call_id < uuid_v7_floor(b.until + interval '1 hour')
          AND c.id >= uuid_v7_floor(b.since - interval '1 hour') AND c.id < uuid_v7_floor(b.until + interval '1 hour')
          AND c.event_at >= b.since AND c.event_at < b.until AND said.value IS NOT NULL
    )
    INSERT INTO attribution_day AS old (workspace_id, day, kind, value, key_id, model_id, app_id, calls, failed_calls, input_tokens,
        output_tokens, cost_nano, fee_nano, surcharge_nano, charge_nano, refunded_nano)
      SELECT workspace_id, ${day}::date, kind, value, key_id, model_id, coalesce(app_id, ''), count(*)::integer,
          (count(*) FILTER (WHERE outcome IN ('failed', 'void')))::integer, sum(input_tokens)::bigint, sum(output_tokens)::bigint,
          sum(cost_nano)::bigint, sum(fee_nano)::bigint, sum(surcharge_nano)::bigint, sum(charge_nano)::bigint, sum(refunded)::bigint
        FROM used GROUP BY workspace_id, kind, value, key_id, model_id, coalesce(app_id, '')
      ON CONFLICT (workspace_id, day, kind, value, key_id, model_id, app_id) DO UPDATE
        SET calls = excluded.calls, failed_calls = excluded.failed_calls, input_tokens = excluded.input_tokens,
          output_tokens = excluded.output_tokens, cost_nano = excluded.cost_nano, fee_nano = excluded.fee_nano,
          surcharge_nano = excluded.surcharge_nano, charge_nano = excluded.charge_nano, refunded_nano = excluded.refunded_nano
        WHERE (old.calls, old.failed_calls, old.charge_nano, old.refunded_nano) IS DISTINCT FROM
          (excluded.calls, excluded.failed_calls, excluded.charge_nano, excluded.refunded_nano)`;
}
