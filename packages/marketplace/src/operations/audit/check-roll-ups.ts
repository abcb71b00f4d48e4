import { BOOKINGS, SETTLEMENTS } from "../../roll-ups/bookings.ts";
import { NOTED_CALLS } from "../../roll-ups/noted-calls.ts";
import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, MAX_FINDINGS } from "./audit-scope.ts";

/** Roll-ups with what is not counted yet, against calls, refunds and entries themselves. Only a full pass looks: it reads every one of them. */
export async function checkRollUps(scope: AuditScope): Promise<AuditFinding[]> {
  if (!scope.full) return [];
  const rows = [...(await differingDays(scope)), ...(await differingMonths(scope))];
  return toFindings("roll_up_differs", rows);
}

/** What calls and entries of a month come to. The month that differs goes into `recount_month`. */
async function differingMonths({ client }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `WITH expected AS (
      SELECT j.period, '' AS kind, 'calls' AS type, sum(c.charge_nano) AS nano FROM call c JOIN journal j ON j.id = c.journal_id GROUP BY 1
      UNION ALL SELECT j.period, j.kind, a.type, sum(e.amount_nano) FROM journal j JOIN entry e ON e.journal_id = j.id
        JOIN ledger_account a ON a.id = e.account_id AND a.currency = 'USD' GROUP BY 1, 2, 3
    ), actual AS (
      SELECT period, '' AS kind, 'calls' AS type, sum(charge_nano) AS nano FROM (${SETTLEMENTS}) s GROUP BY 1
      UNION ALL SELECT period, kind, type, sum(nano) FROM (${BOOKINGS}) e GROUP BY 1, 2, 3)
    SELECT concat_ws(' ', to_char(period, 'YYYY-MM'), nullif(kind, ''), type) AS subject, coalesce(e.nano, 0)::text || ' nano-USD' AS expected,
        coalesce(a.nano, 0)::text || ' nano-USD' AS actual
      FROM expected e FULL JOIN actual a USING (period, kind, type) LEFT JOIN recount_month r ON r.month = period
      WHERE r.month IS NULL AND coalesce(e.nano, 0) <> coalesce(a.nano, 0) ORDER BY subject LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

/**
 * Usage and earnings by day, against calls and refunds. The day that differs goes into `recount_day`.
 */
async function differingDays({ client }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `WITH back AS (
      SELECT f.id, f.call_id, f.cost_nano + f.fee_nano + f.surcharge_nano AS charge, f.cost_nano AS cost, f.surcharge_nano AS surcharge FROM call_refund f
    ), truth AS (
      SELECT c.day, count(*) AS calls, sum(c.charge_nano) AS charge, sum(${earnedOf("c.cost_nano", "c.surcharge_nano")}) AS earned
        FROM countable_call c GROUP BY 1
      UNION ALL SELECT c.day, 0, -sum(b.charge), -sum(${earnedOf("b.cost", "b.surcharge")}) FROM back b JOIN countable_call c ON c.id = b.call_id GROUP BY 1
    ), rolled AS (
      SELECT day, sum(calls) AS calls, sum(charge_nano - refunded_nano) AS charge, 0::numeric AS earned FROM usage_day GROUP BY 1
      UNION ALL SELECT day, 0, 0, sum(earned_nano) FROM earnings_day GROUP BY 1
      UNION ALL SELECT c.day, count(*), sum(c.charge_nano), sum(${earnedOf("c.cost_nano", "c.surcharge_nano")})
        FROM ${NOTED_CALLS} JOIN countable_call c ON c.id = noted.id GROUP BY 1
      UNION ALL SELECT c.day, 0, -sum(b.charge), -sum(${earnedOf("b.cost", "b.surcharge")})
        FROM uncounted_refund u JOIN back b ON b.id = u.refund_id JOIN countable_call c ON c.id = b.call_id GROUP BY 1
    ), expected AS (SELECT day, sum(calls) AS calls, sum(charge) AS charge, sum(earned) AS earned FROM truth GROUP BY 1
    ), actual AS (SELECT day, sum(calls) AS calls, sum(charge) AS charge, sum(earned) AS earned FROM rolled GROUP BY 1)
    SELECT day::text AS subject, ${inWords("e")} AS expected, ${inWords("a")} AS actual
      FROM expected e FULL JOIN actual a USING (day) LEFT JOIN recount_day r USING (day)
      WHERE r.day IS NULL AND (e.calls, e.charge, e.earned) IS DISTINCT FROM (a.calls, a.charge, a.earned)
      ORDER BY day LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

/** What somebody earns by a call: the legs of whom `earnings_day` has a row for. */
function earnedOf(cost: string, surcharge: string): string {
  return `CASE WHEN c.charge_nano > 0 THEN
    CASE WHEN c.provider_workspace_id IS NOT NULL AND c.endpoint_id <> '' THEN ${cost} ELSE 0 END
    + CASE WHEN c.builder_workspace_id IS NOT NULL AND c.app_id <> '' THEN ${surcharge} ELSE 0 END ELSE 0 END`;
}

function inWords(side: string): string {
  const part = (column: string) => `coalesce(${side}.${column}, 0)::text`;
  return `${part("calls")} || ' calls, ' || ${part("charge")} || ' nano-USD charged, ' || ${part("earned")} || ' nano-USD earned'`;
}
