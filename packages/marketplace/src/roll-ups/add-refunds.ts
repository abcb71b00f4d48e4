import { ATTRIBUTION_KEY, EARNERS, EARNINGS_KEY, HAS_EARNED, HAS_PURPOSE, PURPOSES, USAGE_KEY } from "./add-calls.ts";

/** Rows of roll-ups that refunds belong to, and those of them that were found. */
export interface RefundedRows {
  readonly refunds: number;
  readonly due: number;
  readonly found: number;
}

/**
 * SQL that adds refunds of calls to every roll-up, on the days of the calls, which must be counted already.
 * @param source SQL of common table expressions, of which `returned(id)` is the refunds.
 * @returns a statement that answers with `RefundedRows`; when not all were found, nothing may be kept of it.
 */
export function addRefunds(source: string): string {
  return `WITH ${source},
    back AS MATERIALIZED (SELECT c.*, f.cost_nano AS cost_back, f.surcharge_nano AS surcharge_back,
        f.cost_nano + f.fee_nano + f.surcharge_nano AS back
      FROM returned r JOIN call_refund f ON f.id = r.id JOIN countable_call c ON c.id = f.call_id),
    of_usage AS (SELECT ${USAGE_KEY}, sum(back)::bigint AS back FROM back GROUP BY ${USAGE_KEY}),
    of_earnings AS (SELECT ${EARNINGS_KEY}, sum(CASE role WHEN 'provider' THEN cost_back ELSE surcharge_back END)::bigint AS back
      FROM back c ${EARNERS} WHERE ${HAS_EARNED} GROUP BY ${EARNINGS_KEY}),
    of_attribution AS (SELECT ${ATTRIBUTION_KEY}, sum(back)::bigint AS back FROM back c ${PURPOSES} WHERE ${HAS_PURPOSE} GROUP BY ${ATTRIBUTION_KEY}),
    used AS (UPDATE usage_day old SET refunded_nano = old.refunded_nano + n.back FROM of_usage n WHERE ${same(USAGE_KEY)} RETURNING 1),
    earned AS (UPDATE earnings_day old SET refunded_nano = old.refunded_nano + n.back, earned_nano = old.earned_nano - n.back
      FROM of_earnings n WHERE ${same(EARNINGS_KEY)} RETURNING 1),
    attributed AS (UPDATE attribution_day old SET refunded_nano = old.refunded_nano + n.back FROM of_attribution n
      WHERE ${same(ATTRIBUTION_KEY)} RETURNING 1)
    SELECT (SELECT count(*) FROM returned)::integer AS refunds,
      ((SELECT count(*) FROM of_usage) + (SELECT count(*) FROM of_earnings) + (SELECT count(*) FROM of_attribution))::integer AS due,
      ((SELECT count(*) FROM used) + (SELECT count(*) FROM earned) + (SELECT count(*) FROM attributed))::integer AS found`;
}

function same(key: string): string {
  return key
    .split(", ")
    .map((column) => `old.${column} = n.${column}`)
    .join(" AND ");
}
