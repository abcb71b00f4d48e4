-- Pictures in an answer are tokens with a price of their own. As before, with them among those that are written.
CREATE OR REPLACE FUNCTION output_tokens(units jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((units ->> 'output')::bigint, 0) + coalesce((units ->> 'reasoning')::bigint, 0)
    + coalesce((units ->> 'output_audio')::bigint, 0) + coalesce((units ->> 'output_image')::bigint, 0)
$$;

CREATE OR REPLACE VIEW call_bill AS
  WITH metered AS (
    SELECT c.id, c.booked_at, c.model_id, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano,
        sum(u.units) AS units, sum(u.units * u.price) AS exact_micro, count(*) FILTER (WHERE u.units > 0 AND u.price IS NULL) AS unpriced,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'input_audio',
          'input_image')), 0) AS input_tokens,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('output', 'reasoning', 'output_audio', 'output_image')), 0) AS output_tokens,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'image'), 0) AS images,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'audio_second'), 0) AS audio_seconds,
        coalesce(sum(u.units) FILTER (WHERE u.bucket = 'search'), 0) AS searches,
        max((p.prices ->> 'request')::numeric) AS request_price
      FROM call c LEFT JOIN price_version p ON p.id = c.price_version_id
        LEFT JOIN LATERAL (
          SELECT b.key AS bucket, b.value::numeric AS units, coalesce((p.prices ->> b.key)::numeric, k.price_nano::numeric) AS price
            FROM jsonb_each_text(c.units) b
              LEFT JOIN price_correction k ON k.price_version_id = c.price_version_id AND k.bucket = b.key
            WHERE b.value::numeric <> 0
        ) u ON c.endpoint_id IS NOT NULL
      GROUP BY c.id, c.booked_at, c.model_id, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano
  ), exact AS (
    SELECT m.*, CASE WHEN coalesce(m.units, 0) = 0 THEN 0 ELSE (m.exact_micro + coalesce(m.request_price, 0)) * 0.000001 END AS cost_exact,
        coalesce(m.units, 0) > 0 AS delivered
      FROM metered m
  ), due AS (
    SELECT e.*, CASE WHEN f.applies_to = 'call' THEN e.cost_exact ELSE 0 END AS cost_due
      FROM exact e LEFT JOIN fee_version f ON f.id = e.fee_version_id
  )
  SELECT e.id, e.booked_at, e.unpriced, e.cost_nano, e.fee_nano, e.surcharge_nano,
      round_half_even(e.cost_due) AS cost_billed,
      CASE WHEN e.delivered THEN round_half_even(e.cost_exact * f.basis_points * 0.0001) + f.fixed_nano ELSE 0 END AS fee_billed,
      CASE WHEN e.delivered AND m.id IS NOT NULL THEN least(coalesce(m.cap_nano, 'Infinity'::numeric), greatest(m.minimum_nano,
        round_half_even(e.cost_due * m.basis_points * 0.0001 + m.per_request_nano
          + ((e.input_tokens + e.output_tokens) * m.per_million_tokens_nano
            + e.input_tokens * coalesce((m.unit_parts ->> 'input_token')::numeric, 0)
            + e.output_tokens * coalesce((m.unit_parts ->> 'output_token')::numeric, 0)
            + e.images * coalesce((m.unit_parts ->> 'image')::numeric, 0)
            + e.audio_seconds * coalesce((m.unit_parts ->> 'audio_second')::numeric, 0)
            + e.searches * coalesce((m.unit_parts ->> 'search')::numeric, 0)) * 0.000001))) ELSE 0 END AS surcharge_billed,
      round_half_even(e.cost_exact) AS listed_nano
    FROM due e LEFT JOIN fee_version f ON f.id = e.fee_version_id LEFT JOIN margin_version v ON v.id = e.margin_version_id
      LEFT JOIN LATERAL (
        SELECT v.id, coalesce((o.terms ->> 'basisPoints')::integer, v.basis_points) AS basis_points,
            coalesce((o.terms ->> 'perRequestNano')::numeric, v.per_request_nano) AS per_request_nano,
            coalesce((o.terms ->> 'perMillionTokensNano')::numeric, v.per_million_tokens_nano) AS per_million_tokens_nano,
            coalesce(o.terms -> 'perMillionUnitsNano', v.per_million_units_nano) AS unit_parts,
            coalesce((o.terms ->> 'minimumNano')::numeric, v.minimum_nano) AS minimum_nano,
            CASE WHEN o.terms IS NULL THEN v.cap_nano ELSE (o.terms ->> 'capNano')::numeric END AS cap_nano
          FROM (SELECT v.overrides -> e.model_id AS terms) o
      ) m ON v.id IS NOT NULL;
