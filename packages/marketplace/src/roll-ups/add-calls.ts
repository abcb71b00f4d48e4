/** Columns that make one row of `usage_day`, `earnings_day` or `attribution_day`. */
export const USAGE_KEY = "workspace_id, day, key_id, model_id, provider_id, app_id, endpoint_id, served_from";
export const EARNINGS_KEY = "payee_workspace_id, role, day, model_id, source_id";
export const ATTRIBUTION_KEY = "workspace_id, day, kind, value, key_id, model_id, app_id, served_from";

/** Whom a call of `countable_call` earned something, as which rows of `earnings_day` name it. */
export const EARNERS = `CROSS JOIN LATERAL (VALUES ('provider', c.provider_workspace_id, c.endpoint_id, c.cost_nano),
    ('builder', c.builder_workspace_id, c.app_id, c.surcharge_nano)) earner(role, payee_workspace_id, source_id, nano)`;
export const HAS_EARNED = "c.charge_nano > 0 AND earner.payee_workspace_id IS NOT NULL AND earner.source_id <> ''";

/** Who and what a call of `countable_call` was for, as its caller said. */
export const PURPOSES = `JOIN call_attribution a ON a.call_id = c.id
    CROSS JOIN LATERAL (VALUES ('user', a.end_user), ('tenant', a.tenant), ('feature', a.feature)) said(kind, value)`;
export const HAS_PURPOSE = "said.value IS NOT NULL";

const LEGS = ["cost_nano", "fee_nano", "surcharge_nano", "charge_nano"] as const;
const TOKENS = ["input_tokens", "output_tokens"] as const;
const USED = [...TOKENS, ...LEGS] as const;
const COUNTS = "count(*)::integer, (count(*) FILTER (WHERE failed))::integer";

/**
 * SQL that adds calls to every roll-up, in one statement and so in one snapshot.
 * @param source SQL of common table expressions, of which `fresh` is the calls, as `countable_call` has them.
 * @param also another common table expression, for what they are added to besides.
 * @returns a statement that answers with how many calls there were.
 */
export function addCalls(source: string, also = ""): string {
  const usage = [...USED, "reasoning_tokens", "listed_nano"];
  return `WITH ${source},
    used AS (INSERT INTO usage_day AS old (${USAGE_KEY}, calls, failed_calls, ${usage.join(", ")})
      SELECT ${USAGE_KEY}, ${COUNTS}, ${sums(usage)} FROM fresh GROUP BY ${USAGE_KEY}
      ON CONFLICT (${USAGE_KEY}) DO UPDATE SET ${added(["calls", "failed_calls", ...usage])}),
    earned AS (INSERT INTO earnings_day AS old (${EARNINGS_KEY}, calls, earned_nano)
      SELECT ${EARNINGS_KEY}, count(*)::integer, sum(earner.nano)::bigint FROM fresh c ${EARNERS} WHERE ${HAS_EARNED} GROUP BY ${EARNINGS_KEY}
      ON CONFLICT (${EARNINGS_KEY}) DO UPDATE SET ${added(["calls", "earned_nano"])}),
    attributed AS (INSERT INTO attribution_day AS old (${ATTRIBUTION_KEY}, calls, failed_calls, ${USED.join(", ")})
      SELECT ${ATTRIBUTION_KEY}, ${COUNTS}, ${sums(USED)} FROM fresh c ${PURPOSES} WHERE ${HAS_PURPOSE} GROUP BY ${ATTRIBUTION_KEY}
      ON CONFLICT (${ATTRIBUTION_KEY}) DO UPDATE SET ${added(["calls", "failed_calls", ...USED])})
    ${also && `, ${also}`}
    SELECT count(*)::integer AS calls FROM fresh`;
}

const sums = (columns: readonly string[]) => columns.map((column) => `sum(${column})::bigint`).join(", ");
const added = (columns: readonly string[]) =>
  columns.map((column) => `${column} = old.${column} + excluded.${column}`).join(", ");
