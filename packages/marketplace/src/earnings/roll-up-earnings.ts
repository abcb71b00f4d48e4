import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";
import { type RollUpResult, rollUpDays } from "../usage/roll-up-days.ts";

export const ROLL_UP_JOB = "roll-up-earnings";

/** Brings `earnings_day` up to date: what calls of a day earned, less what was refunded of them since. Charts read this; balances come from the ledger. */
export async function rollUpEarnings(services: Pick<Services, "db">): Promise<RollUpResult> {
  return await rollUpDays(services, ROLL_UP_JOB, setDay);
}

/** Call ids carry their admission time, so a range of ids with an hour to spare on both sides finds the day's calls without reading others. */
async function setDay(tx: Transaction, day: string): Promise<void> {
  await tx.$executeRaw`
    WITH bounds AS (
      SELECT ${day}::date::timestamp AT TIME ZONE 'UTC' AS since, (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' AS until
    ), earned AS (
      SELECT leg.payee, leg.role, c.model_id, leg.source, leg.nano - leg.back AS nano, leg.back
        FROM bounds b, call c
          LEFT JOIN (SELECT call_id, sum(cost_nano) AS cost, sum(surcharge_nano) AS surcharge FROM call_refund GROUP BY call_id) f
            ON f.call_id = c.id
          CROSS JOIN LATERAL (VALUES ('provider', c.provider_workspace_id, c.endpoint_id, c.cost_nano, coalesce(f.cost, 0)),
            ('builder', c.builder_workspace_id, c.app_id, c.surcharge_nano, coalesce(f.surcharge, 0))) leg(role, payee, source, nano, back)
        WHERE c.id >= uuid_v7_floor(b.since - interval '1 hour') AND c.id < uuid_v7_floor(b.until + interval '1 hour')
          AND c.event_at >= b.since AND c.event_at < b.until AND c.charge_nano > 0
          AND leg.payee IS NOT NULL AND leg.source IS NOT NULL
    )
    INSERT INTO earnings_day AS old (payee_workspace_id, role, day, model_id, source_id, calls, earned_nano, refunded_nano)
      SELECT payee, role, ${day}::date, model_id, source, count(*)::integer, sum(nano)::bigint, sum(back)::bigint
        FROM earned GROUP BY payee, role, model_id, source
      ON CONFLICT (payee_workspace_id, role, day, model_id, source_id) DO UPDATE
        SET calls = excluded.calls, earned_nano = excluded.earned_nano, refunded_nano = excluded.refunded_nano
        WHERE (old.calls, old.earned_nano, old.refunded_nano)
          IS DISTINCT FROM (excluded.calls, excluded.earned_nano, excluded.refunded_nano)`;
}
