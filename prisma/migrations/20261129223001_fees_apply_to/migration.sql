-- What the platform takes of calls that nobody is paid a price for: answers of the cache, and calls with the customer's own credential. They are
-- fee versions of their own, so that a call's pinned version says which of them it is.
ALTER TABLE fee_version ADD COLUMN applies_to text NOT NULL DEFAULT 'call',
  ADD CONSTRAINT fee_version_applies_to CHECK (applies_to IN ('call', 'cached', 'own_key'));
INSERT INTO fee_version (id, basis_points, fixed_nano, effective_at, applies_to) VALUES
  ('fee_cached_initial', 1000, 0, '2020-01-01T00:00:00Z', 'cached'),
  ('fee_own_key_initial', 500, 0, '2020-01-01T00:00:00Z', 'own_key');

-- How long a key's answers may be given again; null for a key that does not ask for it.
ALTER TABLE api_key ADD COLUMN cache_ttl_seconds integer,
  ADD CONSTRAINT api_key_cache_ttl CHECK (cache_ttl_seconds BETWEEN 1 AND 86400);

-- As before, but a fee that does not apply to priced calls leaves no cost: neither the provider nor a share of a margin has anything to go by.
CREATE OR REPLACE VIEW call_bill AS
  WITH metered AS (
    SELECT c.id, c.booked_at, c.model_id, c.fee_version_id, c.margin_version_id, c.price_version_id, c.cost_nano, c.fee_nano, c.surcharge_nano,
        sum(u.units) AS units, sum(u.units * u.price) AS exact_micro, count(*) FILTER (WHERE u.units > 0 AND u.price IS NULL) AS unpriced,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'input_audio',
          'input_image')), 0) AS input_tokens,
        coalesce(sum(u.units) FILTER (WHERE u.bucket IN ('output', 'reasoning', 'output_audio')), 0) AS output_tokens,
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
            + e.searches * coalesce((m.unit_parts ->> 'search')::numeric, 0)) * 0.000001))) ELSE 0 END AS surcharge_billed
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
