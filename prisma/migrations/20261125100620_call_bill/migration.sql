-- A bill of every call that shares nothing with the code that priced it: SQL numeric instead of bigint, computed from the units and the
-- pinned versions as they stand in the database. The audit compares it with what was charged.

-- The call itself always has its price in the version, or none: there is nothing to correct.
ALTER TABLE price_correction ADD CONSTRAINT price_correction_is_metered CHECK (bucket <> 'request');

-- Rounds half to even. Exact for every numeric.
CREATE FUNCTION round_half_even(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN abs(x - trunc(x)) = 0.5 THEN 2 * round(x / 2) ELSE round(x) END
$$;

CREATE VIEW call_bill AS
  WITH metered AS (
    SELECT c.id, c.booked_at, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano,
        sum(u.units) AS units, sum(u.units * u.price) AS exact_micro, count(*) FILTER (WHERE u.units > 0 AND u.price IS NULL) AS unpriced,
        sum(u.units) FILTER (WHERE u.bucket IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'input_audio', 'output',
          'reasoning', 'output_audio', 'input_image')) AS tokens,
        max((p.prices ->> 'request')::numeric) AS request_price
      FROM call c LEFT JOIN price_version p ON p.id = c.price_version_id
        LEFT JOIN LATERAL (
          SELECT b.key AS bucket, b.value::numeric AS units, coalesce((p.prices ->> b.key)::numeric, k.price_nano::numeric) AS price
            FROM jsonb_each_text(c.units) b
              LEFT JOIN price_correction k ON k.price_version_id = c.price_version_id AND k.bucket = b.key
            WHERE b.value::numeric <> 0
        ) u ON c.endpoint_id IS NOT NULL
      GROUP BY c.id, c.booked_at, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano
  ), exact AS (
    SELECT m.*, CASE WHEN coalesce(m.units, 0) = 0 THEN 0 ELSE (m.exact_micro + coalesce(m.request_price, 0)) * 0.000001 END AS cost_exact,
        coalesce(m.units, 0) > 0 AS delivered
      FROM metered m
  )
  SELECT e.id, e.booked_at, e.unpriced, e.cost_nano, e.fee_nano, e.surcharge_nano,
      round_half_even(e.cost_exact) AS cost_billed,
      CASE WHEN e.delivered THEN round_half_even(e.cost_exact * f.basis_points * 0.0001) + f.fixed_nano ELSE 0 END AS fee_billed,
      CASE WHEN e.delivered AND m.id IS NOT NULL THEN least(coalesce(m.cap_nano, 'Infinity'::numeric), greatest(m.minimum_nano,
        round_half_even(e.cost_exact * m.basis_points * 0.0001 + m.per_request_nano
          + coalesce(e.tokens, 0) * m.per_million_tokens_nano * 0.000001))) ELSE 0 END AS surcharge_billed
    FROM exact e LEFT JOIN fee_version f ON f.id = e.fee_version_id LEFT JOIN margin_version m ON m.id = e.margin_version_id;
GRANT SELECT ON call_bill TO tollgate_app;
