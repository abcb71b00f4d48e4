/** Half a cent: what a provider that invoices in cents may round away or up on each line. */
const ROUNDING_NANO = 5_000_000;

/**
 * SQL for the latest invoice of each provider for a month beside our cost by model, both over the days of the month. `$1` and `$2` are the
 * month's bounds. Columns: area, key (provider and model), theirs, ours, first_at, has_theirs, has_ours, journal_id, is_off.
 */
export const INVOICES_AND_COSTS = `WITH invoice AS (
    SELECT DISTINCT ON (i.provider_id) i.id, i.provider_id, p.slug, i.uploaded_at FROM provider_invoice i JOIN provider p ON p.id = i.provider_id
      WHERE i.month = $1::date ORDER BY i.provider_id, i.uploaded_at DESC, i.id DESC
  ), theirs AS (
    SELECT i.provider_id, l.model_id, sum(l.amount_nano) AS nano, count(*) AS lines
      FROM invoice i JOIN provider_invoice_line l ON l.invoice_id = i.id GROUP BY 1, 2
  ), ours AS (
    SELECT u.provider_id, u.model_id, sum(u.cost_nano) AS nano, count(DISTINCT u.day) AS lines
      FROM usage_day u JOIN invoice i ON i.provider_id = u.provider_id WHERE u.day >= $1::date AND u.day < $2::date GROUP BY 1, 2
      HAVING sum(u.cost_nano) <> 0
  )
  SELECT 'invoices' AS area, to_char($1::date, 'YYYY-MM') || ' ' || i.slug || ' ' || model_id AS key, coalesce(t.nano, 0)::bigint AS theirs,
      coalesce(o.nano, 0)::bigint AS ours, i.uploaded_at AS first_at, t.lines IS NOT NULL AS has_theirs, o.lines IS NOT NULL AS has_ours,
      NULL AS journal_id,
      abs(coalesce(t.nano, 0) - coalesce(o.nano, 0)) > greatest(t.lines, o.lines, 1) * ${ROUNDING_NANO} AS is_off
    FROM theirs t FULL JOIN ours o USING (provider_id, model_id) JOIN invoice i USING (provider_id) ORDER BY key`;
